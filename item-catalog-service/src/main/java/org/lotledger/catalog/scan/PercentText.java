package org.lotledger.catalog.scan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a URI with its percent escapes undone (RFC 3986, 2.1), and where its characters stood. A plus sign is a plus
 * sign.
 *
 * @param positions of the decoded UTF-16 units in the text, and of its end
 * @param badEscape where an escape stands that is none; null if all are
 */
record PercentText(
        String decoded, List<Integer> positions, @Nullable Integer badEscape) {
    private static final int ESCAPE_LENGTH = 3;

    PercentText {
        positions = List.copyOf(positions);
    }

    static PercentText decode(String text, int start, int end) {
        StringBuilder decoded = new StringBuilder();
        List<Integer> positions = new ArrayList<>();
        int at = start;
        while (at < end) {
            int from = at;
            if (text.charAt(at) == '%') {
                ByteBuffer bytes = ByteBuffer.allocate((end - at) / ESCAPE_LENGTH);
                while (isEscape(text, at, end)) {
                    bytes.put((byte) Integer.parseInt(text, at + 1, at + ESCAPE_LENGTH, 16));
                    at += ESCAPE_LENGTH;
                }
                String run = utf8(bytes.flip());
                if (run == null || at == from) {
                    return new PercentText("", List.of(from), from);
                }
                // Escapes of plain characters are one unit each; of the others the beginning of the run says enough.
                boolean plain = run.length() * ESCAPE_LENGTH == at - from;
                for (int i = 0; i < run.length(); i++) {
                    positions.add(plain ? from + i * ESCAPE_LENGTH : from);
                }
                decoded.append(run);
            } else {
                decoded.append(text.charAt(at));
                positions.add(at);
                at++;
            }
        }
        positions.add(end);
        return new PercentText(decoded.toString(), positions, null);
    }

    int positionOf(int index) {
        return positions.get(index);
    }

    private static boolean isEscape(String text, int at, int end) {
        return at + ESCAPE_LENGTH <= end
                && text.charAt(at) == '%'
                && Character.digit(text.charAt(at + 1), 16) >= 0
                && Character.digit(text.charAt(at + 2), 16) >= 0
                && text.charAt(at + 1) < 128
                && text.charAt(at + 2) < 128;
    }

    private static @Nullable String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}

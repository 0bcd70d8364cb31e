package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Goal: our list of AIs says what GS1 says. Method: each line of the GS1 Barcode Syntax Dictionary, where it lies beside
 * the repository, is compared with our entry: lengths, alphabets, check digits and dates, and the need of a separator.
 */
class AiDictionaryTest {
    private static final String FILE = "shared/data/gs1/gs1-syntax-dictionary.txt";
    private static final Pattern LINE = Pattern.compile(
            "([0-9]{2,4})(?:-([0-9]{2,4}))?\\s+([*?]*)\\s+(.*?)(?:\\s{2,}.*|\\s+#.*|\\s+(?:req|ex|dlpkey).*)?");
    private static final Pattern COMPONENT = Pattern.compile("\\[?([NXYZ])(\\.\\.)?([0-9]+)\\]?((?:,[a-z0-9]+)*)");
    private static final Map<Content, String> CHECKS = Map.of(
            Content.CHECKED, "csum",
            Content.DATE, "yymmdd",
            Content.DATE_OR_MONTH, "yymmd0",
            Content.TIME, "hhmi",
            Content.HOUR, "hh",
            Content.PIECE_OF_TOTAL, "pieceoftotal",
            Content.ZERO, "zero",
            Content.ZERO_OR_ONE, "yesno",
            Content.NO_LEADING_ZERO, "nozeroprefix",
            Content.MINUS, "hyphen");

    @Test
    void our_list_says_what_the_dictionary_of_gs1_says() throws IOException {
        Map<String, Ai> ours = new HashMap<>();
        AiList.all().forEach(ai -> ours.put(ai.code(), ai));

        List<String> known = new ArrayList<>();
        for (String line : Files.readAllLines(dictionary())) {
            Matcher matcher = LINE.matcher(line);
            if (!line.isBlank() && !line.startsWith("#")) {
                assertThat(matcher.matches()).as(line).isTrue();
                String last = matcher.group(2) == null ? matcher.group(1) : matcher.group(2);
                for (String code : codes(matcher.group(1), last)) {
                    known.add(code);
                    assertThat(ours).as(line).containsKey(code);
                    Ai ai = ours.get(code);
                    assertThat(ai.hasPredefinedLength())
                            .as(line)
                            .isEqualTo(matcher.group(3).contains("*"));
                    assertSame(ai, matcher.group(4), line);
                }
            }
        }
        assertThat(known).containsExactlyInAnyOrderElementsOf(ours.keySet());
    }

    private static Path dictionary() {
        Path here = Path.of("").toAbsolutePath();
        Path found = Stream.iterate(here, path -> path != null, Path::getParent)
                .map(folder -> folder.resolve(FILE))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "skipped: " + FILE + " is not beside the repository");
        return found;
    }

    private static List<String> codes(String first, String last) {
        return IntStream.rangeClosed(Integer.parseInt(first), Integer.parseInt(last))
                .mapToObj(number -> ("%0" + first.length() + "d").formatted(number))
                .toList();
    }

    private static void assertSame(Ai ai, String specification, String line) {
        List<Part> parts = ai.parts();
        Matcher component = COMPONENT.matcher(specification);
        int index = 0;
        while (component.find()) {
            assertThat(parts.size()).as(line).isGreaterThan(index);
            Part part = parts.get(index++);
            int max = Integer.parseInt(component.group(3));
            assertThat(part.alphabet()).as(line).isEqualTo(alphabet(component.group(1)));
            assertThat(part.lengthMax()).as(line).isEqualTo(max);
            assertThat(part.lengthMin()).as(line).isEqualTo(component.group(2) == null ? max : 1);
            assertThat(part.optional()).as(line).isEqualTo(component.group().startsWith("["));
            List<String> linters = List.of(component.group(4).split(","));
            String check = CHECKS.get(part.content());
            assertThat(CHECKS.values().stream().filter(linters::contains).toList())
                    .as(line)
                    .isEqualTo(check == null ? List.of() : List.of(check));
        }
        assertThat(index).as(line).isEqualTo(parts.size());
    }

    private static Alphabet alphabet(String letter) {
        return switch (letter) {
            case "N" -> Alphabet.DIGITS;
            case "X" -> Alphabet.SET_82;
            case "Y" -> Alphabet.SET_39;
            default -> Alphabet.BASE_64;
        };
    }
}

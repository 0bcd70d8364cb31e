package org.lotledger.catalog.scan;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds Application Identifiers in texts. No code begins with another, so at most one begins at a place. */
final class AiTable {
    private static final int CODE_LENGTH_MIN = 2;
    private static final int CODE_LENGTH_MAX = 4;

    private static final Map<String, Ai> BY_CODE =
            AiList.all().stream().collect(Collectors.toUnmodifiableMap(Ai::code, Function.identity()));

    /** GS1 gives all codes with the same first two digits the same length (General Specifications, 7.8). */
    private static final Map<String, Integer> LENGTHS = BY_CODE.keySet().stream()
            .collect(Collectors.toUnmodifiableMap(
                    code -> code.substring(0, CODE_LENGTH_MIN), String::length, (one, same) -> one));

    private AiTable() {}

    /** The AI of this code, or null. */
    static @Nullable Ai byCode(String code) {
        return BY_CODE.get(code);
    }

    /** The AI that begins at this place, or null. */
    static @Nullable Ai at(String text, int start, int end) {
        for (int length = CODE_LENGTH_MIN; length <= CODE_LENGTH_MAX && start + length <= end; length++) {
            Ai ai = BY_CODE.get(text.substring(start, start + length));
            if (ai != null) {
                return ai;
            }
        }
        return null;
    }

    /** Whether the digits are an AI, or can become one that is newer than our list. */
    static boolean mayBeAi(String digits) {
        return digits.length() >= CODE_LENGTH_MIN
                && LENGTHS.getOrDefault(digits.substring(0, CODE_LENGTH_MIN), 0) == digits.length();
    }
}

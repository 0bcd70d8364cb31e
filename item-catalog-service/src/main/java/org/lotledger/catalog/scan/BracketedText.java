package org.lotledger.catalog.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads element strings as people write them, with each AI in brackets: (01)09506000134352(10)ABC (GS1 General
 * Specifications, 4.14, "Human readable interpretation"). Blanks beside a value are passed over.
 *
 * <p>A lot number may have brackets, too. Brackets around what cannot be an AI belong to the value. Brackets around an AI
 * introduce it, even where the value before could go on; but if what follows has not the form of that AI's value, or the
 * AI is unknown, a person must say whether they belong to the value before.
 */
final class BracketedText {
    private static final Pattern BEGINNING = Pattern.compile("\\([0-9]{2,4}\\)");
    private static final Pattern MARK = Pattern.compile("\\(([0-9]{2,4})\\)");

    private final String text;
    private final int end;
    private final int thisYear;

    private BracketedText(String text, int end, int thisYear) {
        this.text = text;
        this.end = end;
        this.thisYear = thisYear;
    }

    static boolean begins(String text, int start, int end) {
        return BEGINNING.matcher(text).region(start, end).lookingAt();
    }

    static Scan read(String text, int start, int end, int thisYear) {
        return new BracketedText(text, end, thisYear).read(start);
    }

    /** Digits in brackets that may be an AI; {@code start} is that of the bracket, {@code end} that of what follows. */
    private record Mark(String code, @Nullable Ai ai, int start, int end) {}

    private Scan read(int start) {
        List<Mark> marks = marks(start);
        Attempt byTheBrackets = attempt(marks);
        if (byTheBrackets.isValid()) {
            return new Scan.Read(byTheBrackets.reading());
        }
        List<Mark> certain = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            Ai ai = marks.get(i).ai();
            if (i == 0 || (ai != null && ai.flawsOfForm(value(marks, i).text()).isEmpty())) {
                certain.add(marks.get(i));
            }
        }
        Attempt withBracketsInValues = attempt(certain);
        if (!withBracketsInValues.isValid()) {
            return new Scan.Invalid(byTheBrackets.problems());
        }
        ScanReading candidate = withBracketsInValues.reading();
        return new Scan.Ambiguous(
                "The text can be read only as " + candidate + ", if the other brackets belong to a value.",
                List.of(candidate),
                byTheBrackets.problems());
    }

    private List<Mark> marks(int start) {
        List<Mark> marks = new ArrayList<>();
        Matcher matcher = MARK.matcher(text).region(start, end);
        while (matcher.find()) {
            String code = matcher.group(1);
            if (matcher.start() == start || AiTable.mayBeAi(code)) {
                marks.add(new Mark(code, AiTable.byCode(code), matcher.start(), matcher.end()));
            }
        }
        return marks;
    }

    private Attempt attempt(List<Mark> marks) {
        Attempt attempt = new Attempt(thisYear);
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            Value value = value(marks, i);
            if (mark.ai() == null) {
                attempt.refuse(mark.start(), "no AI (" + mark.code() + ") is known.");
            } else {
                attempt.add(mark.ai(), value.text(), value.start());
            }
        }
        return attempt.done();
    }

    private record Value(String text, int start) {}

    /** From behind the mark to the next one. */
    private Value value(List<Mark> marks, int index) {
        int from = marks.get(index).end();
        int to = index + 1 < marks.size() ? marks.get(index + 1).start() : end;
        while (from < to && isBetween(text.charAt(from))) {
            from++;
        }
        while (to > from && isBetween(text.charAt(to - 1))) {
            to--;
        }
        return new Value(text.substring(from, to), from);
    }

    private static boolean isBetween(char unit) {
        return unit == ' ' || unit == '\u001D';
    }
}

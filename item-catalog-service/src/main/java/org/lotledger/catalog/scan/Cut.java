package org.lotledger.catalog.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text cut at its separators. FNC1 within a symbol should arrive as GS (U+001D; GS1 General Specifications, 7.8), but
 * scanners and keyboards make other things of it.
 *
 * @param isMarked whether the text has separators, so that none was lost between scanner and us
 */
record Cut(List<Segment> segments, boolean isMarked) {
    private static final Pattern GS = Pattern.compile("\u001D");

    /** Names of the character, written out by software that shows or escapes what cannot be seen. */
    private static final Pattern NAMED =
            Pattern.compile("[{<\\[](?:GS|FNC1)[}>\\]]|\\^]|\u241D|\\\\x1D|\\\\u001D", Pattern.CASE_INSENSITIVE);

    /** What people set their scanners to, because hardly any value may have it. */
    private static final List<Pattern> REPLACED =
            List.of(Pattern.compile("#"), Pattern.compile("\\|"), Pattern.compile("~"), Pattern.compile("\\^"));

    Cut {
        segments = List.copyOf(segments);
    }

    /**
     * The ways in which the text may be meant to be cut. Where FNC1 arrives as it should or is spelled out, nothing else
     * separates; otherwise the text may also have no separators.
     */
    static List<Cut> of(String text, int start, int end) {
        for (Pattern certain : List.of(GS, NAMED)) {
            Cut cut = at(certain, text, start, end);
            if (cut.isMarked) {
                return List.of(cut);
            }
        }
        List<Cut> cuts = new ArrayList<>();
        cuts.add(new Cut(List.of(new Segment(start, end)), false));
        REPLACED.stream()
                .map(pattern -> at(pattern, text, start, end))
                .filter(cut -> cut.isMarked && !cut.segments.isEmpty())
                .forEach(cuts::add);
        return cuts;
    }

    /** A separator at an end, or beside another one, separates nothing and is passed over. */
    private static Cut at(Pattern separator, String text, int start, int end) {
        List<Segment> segments = new ArrayList<>();
        boolean marked = false;
        int from = start;
        Matcher matcher = separator.matcher(text).region(start, end);
        while (matcher.find()) {
            marked = true;
            if (matcher.start() > from) {
                segments.add(new Segment(from, matcher.start()));
            }
            from = matcher.end();
        }
        if (from < end) {
            segments.add(new Segment(from, end));
        }
        return new Cut(segments, marked);
    }
}

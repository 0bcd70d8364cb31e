package org.lotledger.ledger.notice;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lotledger.events.LotNumber;

/**
 * A public notice, read for the lots that it names: every word and every few words in a row could be a lot number, since
 * real ones contain blanks, slashes and percent signs.
 *
 * @param phrases by their text; where one stands more than once, the most telling place
 * @param lotRanges from one lot number to another
 * @param dateRanges of expiration dates; empty where the dates cannot be told apart
 */
public record Notice(Map<String, Phrase> phrases, List<LotRange> lotRanges, List<DateRange> dateRanges) {
    /** The longest text of lots among 500 food recalls of the FDA has 9,118 characters. */
    public static final int CHARACTERS_MAX = 20_000;

    /** Words of one lot number: {@code 09-27-2020 A}, {@code 3 10252501}, {@code 100 E02}. */
    private static final int WORDS_MAX = 4;

    private static final Pattern WORD = Pattern.compile("[^\\s,;:#()\\[\\]{}\"“”*|=]+");
    private static final Pattern OUTER = Pattern.compile("^[.'’!?]+|[.'’!?]+$");
    private static final Pattern HYPHEN = Pattern.compile("[-–]");
    private static final Pattern PART = Pattern.compile("[/&+]");
    private static final int PART_CHARACTERS_MIN = 4;
    private static final Set<String> LOT_WORDS = Set.of("lot", "lots", "batch", "batches", "lot/batch", "batch/lot");
    private static final Set<String> PASSED_WORDS = Set.of(
            "no",
            "nos",
            "number",
            "numbers",
            "code",
            "codes",
            "and",
            "or",
            "through",
            "thru",
            "to",
            "-",
            "–",
            "&",
            "are",
            "is",
            "the",
            "unit",
            "lot/unit",
            "id");
    private static final Set<String> OTHER_WORDS = Set.of(
            "upc",
            "upcs",
            "gtin",
            "ean",
            "item",
            "items",
            "product",
            "products",
            "plu",
            "sku",
            "serial",
            "exp",
            "expiry",
            "expires",
            "expiration",
            "best",
            "use",
            "used",
            "sell",
            "bb",
            "bbd",
            "date",
            "dates",
            "manufactured",
            "mfg",
            "ndc",
            "phone",
            "tel",
            "net",
            "weight",
            "wt",
            "catalog",
            "order",
            "invoice",
            "po");
    private static final Set<String> EXCEPTION_WORDS = Set.of("except", "excluding", "excludes", "exclude", "without");
    private static final Set<String> RANGE_WORDS = Set.of("through", "thru", "to", "-", "–", "until");

    public Notice {
        phrases = Map.copyOf(phrases);
        lotRanges = List.copyOf(lotRanges);
        dateRanges = List.copyOf(dateRanges);
    }

    /** What a word stands under, from the weakest hint at a lot number to the strongest. */
    enum Context {
        /** After a word such as UPC or best by. */
        OTHER,
        NONE,
        /** Somewhere after the word lot or batch. */
        LOT,
        /** Right after it. */
        LOT_NEXT,
        /** Lots that the notice is expressly not about. */
        EXCEPTED
    }

    /**
     * Some words of the notice in a row.
     *
     * @param whole false: only a part of a word, between slashes
     */
    public record Phrase(String text, Context context, boolean whole) {
        boolean hasDigit() {
            return text.chars().anyMatch(Character::isDigit);
        }
    }

    private record Word(String text, int start, int end, Context context) {}

    /** Reads a notice. */
    public static Notice read(String raw) {
        String text = Normalizer.normalize(raw, Normalizer.Form.NFC);
        List<Word> words = words(text);
        Map<String, Phrase> phrases = new LinkedHashMap<>();
        for (int first = 0; first < words.size(); first++) {
            for (int last = first; last < Math.min(words.size(), first + WORDS_MAX); last++) {
                add(
                        phrases,
                        text.substring(words.get(first).start, words.get(last).end),
                        words.get(first).context,
                        true);
            }
            for (String part : PART.split(words.get(first).text, -1)) {
                if (part.length() >= PART_CHARACTERS_MIN
                        && part.length() < words.get(first).text.length()) {
                    add(phrases, part, words.get(first).context, false);
                }
            }
        }
        return new Notice(phrases, lotRanges(words), NoticeDates.ranges(text));
    }

    private static void add(Map<String, Phrase> phrases, String verbatim, Context context, boolean whole) {
        Phrase phrase = new Phrase(verbatim.replaceAll("\\s+", " "), context, whole);
        boolean couldBe = phrase.text.codePointCount(0, phrase.text.length()) <= LotNumber.CODE_POINTS_MAX
                && (phrase.hasDigit() || context.compareTo(Context.LOT_NEXT) >= 0);
        if (couldBe) {
            phrases.merge(phrase.text, phrase, Notice::moreTelling);
        }
    }

    private static Phrase moreTelling(Phrase one, Phrase other) {
        if (one.whole != other.whole) {
            return one.whole ? one : other;
        }
        return one.context.compareTo(other.context) >= 0 ? one : other;
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        Context under = Context.NONE;
        boolean next = false;
        boolean excepted = false;
        Matcher found = WORD.matcher(text);
        while (found.find()) {
            String word = OUTER.matcher(found.group()).replaceAll("");
            if (word.isEmpty()) {
                continue;
            }
            String lower = word.toLowerCase(Locale.ROOT);
            int start = found.start() + found.group().indexOf(word);
            if (EXCEPTION_WORDS.contains(lower)) {
                excepted = true;
            } else if (LOT_WORDS.contains(lower)) {
                under = Context.LOT;
                next = true;
            } else if (OTHER_WORDS.contains(lower)) {
                under = Context.OTHER;
                next = false;
            } else if (!PASSED_WORDS.contains(lower)) {
                Context own = under == Context.LOT && next ? Context.LOT_NEXT : under;
                words.add(new Word(word, start, start + word.length(), excepted ? Context.EXCEPTED : own));
                next = false;
                excepted = excepted && !endsSentence(found.group());
                continue;
            }
            words.add(new Word(word, start, start + word.length(), under == Context.LOT ? Context.LOT : under));
        }
        return words;
    }

    private static boolean endsSentence(String word) {
        return word.endsWith(".");
    }

    private static List<LotRange> lotRanges(List<Word> words) {
        List<LotRange> ranges = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            boolean joins = i > 0 && i + 1 < words.size() && RANGE_WORDS.contains(word.text.toLowerCase(Locale.ROOT));
            if (joins) {
                Word first = words.get(i - 1);
                Word last = words.get(i + 1);
                range(first, first.text, last.text, first.text + " " + word.text + " " + last.text)
                        .ifPresent(ranges::add);
            } else {
                String[] ends = HYPHEN.split(word.text, -1);
                if (ends.length == 2) {
                    range(word, ends[0], ends[1], word.text).ifPresent(ranges::add);
                }
            }
        }
        return ranges;
    }

    private static Optional<LotRange> range(Word place, String first, String last, String words) {
        return switch (place.context) {
            case LOT, LOT_NEXT, NONE ->
                first.length() < PART_CHARACTERS_MIN
                        ? Optional.empty()
                        : LotRange.between(first, last, place.context != Context.NONE, words);
            case OTHER, EXCEPTED -> Optional.empty();
        };
    }
}

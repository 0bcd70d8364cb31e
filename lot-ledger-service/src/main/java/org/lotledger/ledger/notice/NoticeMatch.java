package org.lotledger.ledger.notice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Lots of ours that a notice names, may name, and names but excludes. When in doubt a lot is possible: somebody looks at
 * it then.
 */
public record NoticeMatch(List<Found> hits, List<Found> possible, List<Found> excluded) {
    /** Fewer characters are found in every text. */
    private static final int CHARACTERS_MIN = 3;

    /** Outside a list of lots, and for look-alikes. */
    private static final int TELLING_CHARACTERS_MIN = 5;

    private static final int LOOK_ALIKE_CHARACTERS_MIN = 4;

    public NoticeMatch {
        hits = List.copyOf(hits);
        possible = List.copyOf(possible);
        excluded = List.copyOf(excluded);
    }

    /**
     * A lot and why it is here.
     *
     * @param matched the words of the notice
     */
    public record Found(UUID lotId, String itemCode, String lotNumber, List<String> matched) {}

    private enum Verdict {
        HIT,
        POSSIBLE,
        EXCLUDED,
        NOTHING
    }

    private record Judged(KnownLot lot, Verdict verdict, List<String> matched) {
        Found found() {
            return new Found(lot.lotId(), lot.itemCode(), lot.lotNumber(), matched);
        }
    }

    /** Compares the notice with lots that could be meant. */
    public static NoticeMatch of(Notice notice, Collection<KnownLot> lots) {
        Map<String, List<Notice.Phrase>> bySight = new HashMap<>();
        notice.phrases().values().stream()
                .filter(phrase -> phrase.context() != Notice.Context.EXCEPTED)
                .sorted(Comparator.comparing(Notice.Phrase::text))
                .forEach(phrase -> bySight.computeIfAbsent(LookAlike.of(phrase.text()), seen -> new ArrayList<>())
                        .add(phrase));
        List<Judged> judged =
                lots.stream().map(lot -> judge(notice, bySight, lot)).toList();
        Set<String> items = new HashSet<>();
        judged.stream().filter(one -> one.verdict == Verdict.HIT).forEach(one -> items.add(one.lot.itemCode()));
        List<Found> excluded = new ArrayList<>(found(judged, Verdict.EXCLUDED));
        judged.stream()
                .filter(one -> one.verdict == Verdict.NOTHING && items.contains(one.lot.itemCode()))
                .forEach(one -> outside(notice, one.lot).ifPresent(excluded::add));
        return new NoticeMatch(found(judged, Verdict.HIT), found(judged, Verdict.POSSIBLE), excluded);
    }

    private static List<Found> found(List<Judged> judged, Verdict verdict) {
        return judged.stream()
                .filter(one -> one.verdict == verdict)
                .map(Judged::found)
                .toList();
    }

    private static Judged judge(Notice notice, Map<String, List<Notice.Phrase>> bySight, KnownLot lot) {
        Set<String> matched = new LinkedHashSet<>();
        Verdict verdict = named(notice, bySight, lot, matched);
        for (LotRange range : notice.lotRanges()) {
            if (verdict != Verdict.EXCLUDED && range.isOfItsKind(lot.lotNumber()) && range.contains(lot.lotNumber())) {
                verdict = range.ofLots() || verdict == Verdict.HIT ? Verdict.HIT : Verdict.POSSIBLE;
                matched.add(range.words());
            }
        }
        boolean named = verdict == Verdict.HIT || verdict == Verdict.POSSIBLE;
        if (named && lot.expirationDate() != null && !notice.dateRanges().isEmpty()) {
            boolean inside = notice.dateRanges().stream().anyMatch(range -> range.contains(lot.expirationDate()));
            notice.dateRanges().stream()
                    .filter(range -> !inside || range.contains(lot.expirationDate()))
                    .forEach(range -> matched.add(range.words()));
            verdict = inside ? verdict : Verdict.EXCLUDED;
        }
        return new Judged(lot, verdict, List.copyOf(matched));
    }

    private static Verdict named(
            Notice notice, Map<String, List<Notice.Phrase>> bySight, KnownLot lot, Set<String> matched) {
        Notice.Phrase exact = notice.phrases().get(lot.lotNumber());
        Verdict verdict = exact == null ? Verdict.NOTHING : exactly(exact);
        if (verdict != Verdict.NOTHING && exact != null) {
            matched.add(exact.text());
            return verdict;
        }
        String seen = LookAlike.of(lot.lotNumber());
        if (seen.length() < LOOK_ALIKE_CHARACTERS_MIN) {
            return Verdict.NOTHING;
        }
        bySight.getOrDefault(seen, List.of()).stream()
                .map(Notice.Phrase::text)
                .filter(text -> !text.equals(lot.lotNumber()))
                .forEach(matched::add);
        return matched.isEmpty() ? Verdict.NOTHING : Verdict.POSSIBLE;
    }

    private static Verdict exactly(Notice.Phrase phrase) {
        int characters = phrase.text().length();
        boolean telling = phrase.hasDigit() && characters >= TELLING_CHARACTERS_MIN;
        Verdict verdict = switch (phrase.context()) {
            case EXCEPTED -> Verdict.EXCLUDED;
            case LOT_NEXT -> Verdict.HIT;
            case LOT -> characters >= CHARACTERS_MIN ? Verdict.HIT : Verdict.POSSIBLE;
            case NONE -> telling ? Verdict.HIT : Verdict.POSSIBLE;
            case OTHER -> telling ? Verdict.POSSIBLE : Verdict.NOTHING;
        };
        if (phrase.context() == Notice.Context.NONE && characters < CHARACTERS_MIN) {
            return Verdict.NOTHING;
        }
        return verdict == Verdict.HIT && !phrase.whole() ? Verdict.POSSIBLE : verdict;
    }

    /** A lot of an item that is hit, whose number is of a range's kind and outside of all ranges. */
    private static Optional<Found> outside(Notice notice, KnownLot lot) {
        List<String> ranges = notice.lotRanges().stream()
                .filter(range -> range.isOfItsKind(lot.lotNumber()))
                .map(LotRange::words)
                .distinct()
                .toList();
        return ranges.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(lot.lotId(), lot.itemCode(), lot.lotNumber(), ranges));
    }
}

package org.lotledger.ledger.rest;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.ledger.epcis.EpcisIds;
import org.lotledger.ledger.epcis.LotClass;
import org.lotledger.ledger.epcis.Vocabulary;
import org.lotledger.ledger.persistence.EntryStream;
import org.lotledger.ledger.persistence.LotIds;

/** The parameters of an EPCIS query, as the REST binding of EPCIS 2.0 writes them. */
final class EpcisSearch {
    static final String BIZ_STEP = "EQ_bizStep";
    static final String FROM = "GE_eventTime";
    static final String BEFORE = "LT_eventTime";
    static final String CLASS = "MATCH_anyEPCClass";
    static final String PER_PAGE = "perPage";
    static final String TOKEN = "nextPageToken";

    /** Events on a page when the caller does not say: the binding's number. */
    static final int PER_PAGE_DEFAULT = 30;

    static final int PER_PAGE_MAX = Cursor.LIMIT_MAX;

    /** Classes and steps in one query. */
    static final int VALUES_MAX = 100;

    private static final List<String> KNOWN = List.of(BIZ_STEP, FROM, BEFORE, CLASS, PER_PAGE, TOKEN, "after");

    /** Several values of one parameter (EPCIS 2.0, 12.2). */
    private static final Pattern SEPARATOR = Pattern.compile("\\|");

    private EpcisSearch() {}

    /**
     * What is asked for; null does not narrow it.
     *
     * @param place where to go on
     * @param given how many events of that place were given already
     */
    record Asked(
            @Nullable List<String> bizSteps,
            @Nullable Instant from,
            @Nullable Instant before,
            @Nullable List<LotClass> classes,
            int perPage,
            EntryStream.@Nullable Place place,
            int given) {}

    private record Token(EntryStream.Place place, int given) {}

    static Asked read(Map<String, List<String>> given, EpcisIds ids, ZoneId zone) {
        QueryParameters parameters = new QueryParameters();
        parameters.onlyKnown(given, KNOWN);
        List<String> bizSteps = values(parameters, BIZ_STEP, given);
        List<String> steps = null;
        if (bizSteps != null) {
            steps = new ArrayList<>();
            for (String text : bizSteps) {
                String step = parameters.read(
                        BIZ_STEP, text, "a business step of the Core Business Vocabulary", Vocabulary::bizStep);
                if (step != null) {
                    steps.add(step);
                }
            }
        }
        Instant from = parameters.from(FROM, parameters.once(FROM, given), zone);
        Instant before = parameters.from(BEFORE, parameters.once(BEFORE, given), zone);
        List<String> uris = values(parameters, CLASS, given);
        List<LotClass> classes = null;
        if (uris != null) {
            classes = new ArrayList<>();
            for (String text : uris) {
                String uri = parameters.read(CLASS, text, "an absolute URI", EpcisSearch::absolute);
                if (uri != null) {
                    classes.add(LotClass.of(uri, ids));
                }
            }
        }
        Integer perPage = parameters.read(
                PER_PAGE,
                parameters.once(PER_PAGE, given),
                "a whole number from 1 to " + PER_PAGE_MAX,
                number -> Optional.of(Integer.valueOf(number)).filter(n -> n >= 1 && n <= PER_PAGE_MAX));
        Token token = parameters.read(
                TOKEN, parameters.once(TOKEN, given), "one that this list has given out", EpcisSearch::token);
        parameters.check();
        return new Asked(
                steps,
                from,
                before,
                classes,
                perPage == null ? PER_PAGE_DEFAULT : perPage,
                token == null ? null : token.place(),
                token == null ? 0 : token.given());
    }

    /** Null when the parameter is absent or blank. */
    private static @Nullable List<String> values(
            QueryParameters parameters, String name, Map<String, List<String>> given) {
        List<String> values = given.getOrDefault(name, List.of()).stream()
                .flatMap(SEPARATOR::splitAsStream)
                .filter(value -> !value.isBlank())
                .toList();
        if (values.size() > VALUES_MAX) {
            parameters.refuse(name, values.getFirst(), "and more: at most " + VALUES_MAX + " values may be named");
            return null;
        }
        return values.isEmpty() ? null : values;
    }

    private static Optional<String> absolute(String text) {
        try {
            return Optional.of(text).filter(uri -> URI.create(uri).isAbsolute());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Where a list goes on after the first {@code given} events of a place. */
    static String token(EntryStream.Place place, int given) {
        return Cursor.after(
                place.recordedAt().toString(),
                place.lotId().toString(),
                place.source(),
                Long.toString(place.sequence()),
                Integer.toString(given));
    }

    private static Optional<Token> token(String text) {
        List<String> keys = Cursor.keys(text, 5);
        if (keys == null) {
            return Optional.empty();
        }
        Optional<UUID> lotId = LotIds.parse(keys.get(1));
        int given = Integer.parseInt(keys.get(4));
        return lotId.filter(id -> given >= 0)
                .map(id -> new Token(
                        new EntryStream.Place(Instant.parse(keys.get(0)), id, keys.get(2), Long.parseLong(keys.get(3))),
                        given));
    }
}

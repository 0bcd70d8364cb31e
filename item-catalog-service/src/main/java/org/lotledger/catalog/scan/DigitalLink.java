package org.lotledger.catalog.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads GS1 Digital Link URIs (GS1 Digital Link Standard: URI Syntax): on any host, somewhere in the path a primary key
 * with its qualifiers in their order, such as /01/09506000134352/10/ABC, and more elements in the query, such as
 * ?17=251231. What else is in the query is for web servers and passed over.
 */
final class DigitalLink {
    private static final Pattern BEGINNING = Pattern.compile("https?://", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORM = Pattern.compile(
            "https?://[^/?#]+(?<path>[^?#]*)(?:\\?(?<query>[^#]*))?(?:#.*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern AI_LIKE = Pattern.compile("[0-9]{2,4}");

    /** The primary keys, and in which orders their qualifiers may follow. */
    private static final Map<String, List<List<String>>> QUALIFIERS = Map.ofEntries(
            Map.entry("00", List.of()),
            Map.entry("01", List.of(List.of("22", "10", "21"), List.of("235"))),
            Map.entry("253", List.of()),
            Map.entry("255", List.of()),
            Map.entry("401", List.of()),
            Map.entry("402", List.of()),
            Map.entry("414", List.of(List.of("254"), List.of("7040"))),
            Map.entry("415", List.of(List.of("8020"))),
            Map.entry("417", List.of(List.of("7040"))),
            Map.entry("8003", List.of()),
            Map.entry("8004", List.of(List.of("7040"))),
            Map.entry("8006", List.of(List.of("22", "10", "21"))),
            Map.entry("8010", List.of(List.of("8011"))),
            Map.entry("8013", List.of()),
            Map.entry("8017", List.of(List.of("8019"))),
            Map.entry("8018", List.of(List.of("8019"))));

    /** Serial numbers and the like are a matter of the path, others of no link at all. */
    private static final Set<String> NOT_IN_QUERY = Set.of(
            "03", "21", "22", "235", "254", "7040", "7041", "8011", "8014", "8019", "8020", "8030", "8040", "8041",
            "8042", "8043", "8110", "8112", "8200", "90", "91", "92", "93", "94", "95", "96", "97", "98", "99");

    private static final Set<String> GTINS = Set.of("01", "02");
    private static final Set<Integer> SHORT_GTIN_LENGTHS = Set.of(8, 12, 13);
    private static final int GTIN_LENGTH = 14;

    private final String text;
    private final int thisYear;

    private DigitalLink(String text, int thisYear) {
        this.text = text;
        this.thisYear = thisYear;
    }

    static boolean begins(String text, int start, int end) {
        return BEGINNING.matcher(text).region(start, end).lookingAt();
    }

    static Scan read(String text, int start, int end, int thisYear) {
        Matcher uri = FORM.matcher(text).region(start, end);
        return uri.matches()
                ? new DigitalLink(text, thisYear).read(uri)
                : Scan.Invalid.at(start, "the web address has no host.");
    }

    private Scan read(Matcher uri) {
        List<Segment> steps = split("/", uri.start("path"), uri.end("path"));
        List<Segment> parameters =
                uri.group("query") == null ? List.of() : split("[&;]", uri.start("query"), uri.end("query"));
        List<Attempt> attempts = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (QUALIFIERS.containsKey(shown(steps.get(i)))) {
                attempts.add(attempt(steps.subList(i, steps.size()), parameters));
            }
        }
        if (attempts.isEmpty()) {
            return Scan.Invalid.at(
                    uri.start("path"),
                    "the path of the web address has no primary key of GS1, such as /01/ and a GTIN.");
        }
        // At most one is valid: no key qualifies another, and the pairs of two that overlap cannot both end with the
        // path.
        return attempts.stream()
                .filter(Attempt::isValid)
                .findFirst()
                .<Scan>map(valid -> new Scan.Read(valid.reading()))
                .orElseGet(() -> new Scan.Invalid(attempts.getFirst().problems()));
    }

    /** The non-empty stretches between the delimiters. */
    private List<Segment> split(String delimiter, int start, int end) {
        List<Segment> stretches = new ArrayList<>();
        Matcher matcher = Pattern.compile(delimiter).matcher(text).region(start, end);
        int from = start;
        while (matcher.find()) {
            stretches.add(new Segment(from, matcher.start()));
            from = matcher.end();
        }
        stretches.add(new Segment(from, end));
        return stretches.stream()
                .filter(stretch -> stretch.start() < stretch.end())
                .toList();
    }

    private Attempt attempt(List<Segment> steps, List<Segment> parameters) {
        Attempt attempt = new Attempt(thisYear);
        readPath(steps, attempt);
        parameters.forEach(parameter -> readParameter(parameter, attempt));
        return attempt.done();
    }

    private void readPath(List<Segment> steps, Attempt attempt) {
        String key = shown(steps.getFirst());
        List<String> qualifiers = new ArrayList<>();
        for (int i = 0; i < steps.size(); i += 2) {
            String code = shown(steps.get(i));
            int position = steps.get(i).start();
            Ai ai = AiTable.byCode(code);
            if (ai == null) {
                attempt.refuse(position, "the path has " + Wording.text(code) + " where an AI must stand.");
                return;
            }
            if (i > 0) {
                qualifiers.add(code);
                if (!mayQualify(key, qualifiers)) {
                    attempt.refuse(
                            position,
                            "AI " + ai + " cannot stand here: " + orders(key) + " may follow the key (" + key + ").");
                }
            }
            if (i + 1 == steps.size()) {
                attempt.refuse(position, "AI " + ai + " has no value in the path.");
            } else {
                add(ai, steps.get(i + 1), attempt);
            }
        }
    }

    private static boolean mayQualify(String key, List<String> qualifiers) {
        return QUALIFIERS.getOrDefault(key, List.of()).stream().anyMatch(order -> {
            List<String> inOrder = new ArrayList<>(order);
            inOrder.retainAll(qualifiers);
            return inOrder.equals(qualifiers);
        });
    }

    private static String orders(String key) {
        List<List<String>> orders = QUALIFIERS.getOrDefault(key, List.of());
        return orders.isEmpty()
                ? "nothing"
                : orders.stream()
                        .map(order -> "(" + String.join("), then (", order) + ")")
                        .collect(Collectors.joining(", or "));
    }

    private void readParameter(Segment parameter, Attempt attempt) {
        String whole = shown(parameter);
        int equals = whole.indexOf('=');
        String name = equals < 0 ? whole : whole.substring(0, equals);
        if (!AI_LIKE.matcher(name).matches()) {
            return;
        }
        Ai ai = AiTable.byCode(name);
        if (ai == null) {
            attempt.refuse(parameter.start(), "no AI (" + name + ") is known.");
        } else if (NOT_IN_QUERY.contains(name)) {
            attempt.refuse(parameter.start(), "AI " + ai + " cannot stand in the query of a Digital Link.");
        } else if (equals < 0) {
            attempt.refuse(parameter.start(), "AI " + ai + " has no value in the query.");
        } else {
            add(ai, new Segment(parameter.start() + equals + 1, parameter.end()), attempt);
        }
    }

    private void add(Ai ai, Segment stretch, Attempt attempt) {
        PercentText value = PercentText.decode(text, stretch.start(), stretch.end());
        if (value.badEscape() != null) {
            attempt.refuse(value.badEscape(), "the percent sign begins no byte of a character in UTF-8.");
            return;
        }
        boolean isShort = GTINS.contains(ai.code())
                && SHORT_GTIN_LENGTHS.contains(value.decoded().length());
        int added = isShort ? GTIN_LENGTH - value.decoded().length() : 0;
        attempt.add(ai, "0".repeat(added) + value.decoded(), index -> value.positionOf(Math.max(0, index - added)));
    }

    private String shown(Segment stretch) {
        return text.substring(stretch.start(), stretch.end());
    }
}

package org.lotledger.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.lotledger.local.Service;

/** What of the REST surface the tests of this run have tried: which calls, fields and codes. */
final class Surface {
    private static final Map<Service, Set<String>> CODES = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> FIELDS = new ConcurrentHashMap<>();

    private Surface() {}

    /**
     * A call as the surface describes it.
     *
     * @param path with {@code {}} where a name stands
     */
    record Call(Service service, String method, String path) {
        private boolean matches(Service called, String asMethod, String atPath) {
            return service == called
                    && method.equals(asMethod)
                    && Pattern.matches(Pattern.quote(path).replace("{}", "\\E[^/]+\\Q"), atPath);
        }

        @Override
        public String toString() {
            return method + " " + service.label() + path;
        }
    }

    /** Notes a call that was answered; the fields of what was accepted count, sent and answered. */
    static void note(Service service, String method, String pathAndQuery, JsonNode sent, int status, JsonNode answer) {
        String path = pathAndQuery.replaceFirst("\\?.*", "");
        for (Call call : ApiSurfaceIT.CALLS.keySet()) {
            if (call.matches(service, method, path)) {
                Set<String> fields = FIELDS.computeIfAbsent(call.toString(), c -> new ConcurrentSkipListSet<>());
                if (status < 300) {
                    collect(sent, fields);
                    collect(answer, fields);
                    if (pathAndQuery.length() > path.length()) {
                        for (String parameter :
                                pathAndQuery.substring(path.length() + 1).split("&")) {
                            fields.add("?" + parameter.replaceFirst("=.*", ""));
                        }
                    }
                }
            }
        }
        if (status >= 400) {
            Set<String> codes = CODES.computeIfAbsent(service, s -> new ConcurrentSkipListSet<>());
            answer.path("violations")
                    .forEach(violation -> codes.add(violation.path("code").asText()));
        }
    }

    private static void collect(JsonNode json, Set<String> fields) {
        json.properties().forEach(field -> {
            fields.add(field.getKey());
            collect(field.getValue(), fields);
        });
        if (json.isArray()) {
            json.forEach(element -> collect(element, fields));
        }
    }

    /** The codes with which a service refused something. */
    static Set<String> codes(Service service) {
        return CODES.getOrDefault(service, Set.of());
    }

    /** The fields and query parameters (with a question mark) of a call that were accepted or answered; null if never tried. */
    static Set<String> fields(Call call) {
        return FIELDS.get(call.toString());
    }

    static Set<String> missing(Call call, List<String> expected) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(FIELDS.getOrDefault(call.toString(), Set.of()));
        return missing;
    }
}

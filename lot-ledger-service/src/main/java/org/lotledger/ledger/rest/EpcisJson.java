package org.lotledger.ledger.rest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.epcis.EpcisEvent;
import org.lotledger.ledger.epcis.EpcisEvent.BizTransaction;
import org.lotledger.ledger.epcis.EpcisEvent.ErrorDeclaration;
import org.lotledger.ledger.epcis.EpcisEvent.Made;
import org.lotledger.ledger.epcis.EpcisEvent.Observed;
import org.lotledger.ledger.epcis.EpcisEvent.Partner;
import org.lotledger.ledger.epcis.EpcisEvent.PersistentDisposition;
import org.lotledger.ledger.epcis.EpcisEvent.QuantityElement;
import org.lotledger.ledger.epcis.EpcisEvent.Transformed;
import org.lotledger.ledger.epcis.EpcisIds;

/** EPCIS 2.0 JSON-LD: nothing stands in it that is empty. */
final class EpcisJson {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";
    private static final String OURS = "lotledger";

    private EpcisJson() {}

    /** The answer to a query. */
    static Map<String, Object> document(List<EpcisEvent> events, EpcisIds ids, Instant now) {
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("queryName", "SimpleEventQuery");
        results.put(
                "resultsBody",
                Map.of("eventList", events.stream().map(EpcisJson::event).toList()));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("@context", List.of(CONTEXT, Map.of(OURS, ids.vocabulary())));
        document.put("type", "EPCISQueryDocument");
        document.put("schemaVersion", "2.0");
        document.put("creationDate", now);
        document.put("epcisBody", Map.of("queryResults", results));
        return document;
    }

    private static Map<String, Object> event(EpcisEvent event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", event.what() instanceof Observed ? "ObjectEvent" : "TransformationEvent");
        json.put("eventID", event.eventId());
        json.put("eventTime", event.eventTime());
        json.put("eventTimeZoneOffset", offset(event.eventTimeZoneOffset()));
        json.put("recordTime", event.recordTime());
        put(json, "errorDeclaration", event.error() == null ? null : error(event.error()));
        switch (event.what()) {
            case Observed observed -> observed(json, observed);
            case Transformed transformed -> transformed(json, transformed);
        }
        put(json, "bizStep", event.bizStep());
        put(json, "disposition", event.disposition());
        put(
                json,
                "persistentDisposition",
                event.persistentDisposition() == null ? null : persistent(event.persistentDisposition()));
        put(json, "readPoint", event.readPoint() == null ? null : Map.of("id", event.readPoint()));
        put(json, "bizLocation", event.bizLocation() == null ? null : Map.of("id", event.bizLocation()));
        putAll(
                json,
                "bizTransactionList",
                event.bizTransactions().stream().map(EpcisJson::bizTransaction).toList());
        putAll(json, "sourceList", partners("source", event.sources()));
        putAll(json, "destinationList", partners("destination", event.destinations()));
        event.ours().forEach((name, value) -> json.put(OURS + ":" + name, value));
        return json;
    }

    private static void observed(Map<String, Object> json, Observed observed) {
        json.put("action", observed.action());
        json.put("quantityList", quantities(observed.quantities()));
    }

    private static void transformed(Map<String, Object> json, Transformed transformed) {
        json.put("transformationID", transformed.transformationId());
        putAll(json, "inputQuantityList", quantities(transformed.inputs()));
        putAll(json, "outputQuantityList", quantities(transformed.outputs()));
        put(json, "ilmd", transformed.made() == null ? null : ilmd(transformed.made()));
    }

    private static Map<String, Object> ilmd(Made made) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cbvmda:lotNumber", made.lotNumber());
        put(json, "cbvmda:itemExpirationDate", made.expirationDate());
        return json;
    }

    private static List<Map<String, Object>> quantities(List<QuantityElement> quantities) {
        return quantities.stream()
                .map(quantity -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("epcClass", quantity.epcClass());
                    put(json, "quantity", quantity.quantity());
                    put(json, "uom", quantity.uom());
                    return json;
                })
                .toList();
    }

    private static Map<String, Object> bizTransaction(BizTransaction paper) {
        Map<String, Object> json = new LinkedHashMap<>();
        put(json, "type", paper.type());
        json.put("bizTransaction", paper.uri());
        return json;
    }

    private static List<Map<String, Object>> partners(String side, List<Partner> partners) {
        return partners.stream()
                .map(partner -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("type", partner.type());
                    json.put(side, partner.uri());
                    return json;
                })
                .toList();
    }

    private static Map<String, Object> persistent(PersistentDisposition persistent) {
        Map<String, Object> json = new LinkedHashMap<>();
        putAll(json, "set", persistent.set());
        putAll(json, "unset", persistent.unset());
        return json;
    }

    private static Map<String, Object> error(ErrorDeclaration error) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("declarationTime", error.declarationTime());
        json.put("reason", error.reason());
        putAll(json, "correctiveEventIDs", error.correctiveEventIds());
        return json;
    }

    /** The standard wants +00:00 where Java says Z. */
    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void putAll(Map<String, Object> json, String name, List<?> values) {
        if (!values.isEmpty()) {
            json.put(name, values);
        }
    }
}

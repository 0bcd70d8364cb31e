package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/**
 * The calls of the tests of rules, so short that the rule can be read off them. JSON is written with single quotes, and
 * {@code %s} takes arguments. A call answers what the service answered, be it a refusal.
 */
final class Trade {
    static final String MAIN = "MAIN";
    static final String SHOP = "SHOP";

    /** Not net: returned and blocked goods lie there. */
    static final String RETURNS = "RETURNS";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static boolean placesThere;

    final Api api = new Api(SharedStack.get());

    Trade() {
        synchronized (Trade.class) {
            if (!placesThere) {
                place(MAIN, true);
                place(SHOP, true);
                place(RETURNS, false);
                placesThere = true;
            }
        }
    }

    private void place(String location, boolean net) {
        Answer put = api.put(
                Service.ITEM_CATALOG,
                "/locations/" + location,
                json("{'name':'%s','netStock':%s}", location, net),
                Map.of());
        assertThat(put.status()).as(put.toString()).isIn(200, 201);
    }

    static String json(String text, Object... arguments) {
        return String.format(text.replace('\'', '"'), arguments);
    }

    /** A name that no other test has. */
    static String fresh(String prefix) {
        return prefix + "-" + NUMBER.incrementAndGet();
    }

    static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    // items

    /** A new item; {@code fields} begin with a comma or are empty. */
    String item(String fields) {
        String itemCode = fresh("IT");
        createItem(itemCode, fields).mustBe(201);
        return itemCode;
    }

    Answer createItem(String itemCode, String fields) {
        String type = fields.contains("'type'") ? "" : ",'type':'INVENTORIED'";
        String unit = fields.contains("'unit'") ? "" : ",'unit':'EA'";
        String scale = fields.contains("'quantityScale'") ? "" : ",'quantityScale':0";
        return api.post(
                Service.ITEM_CATALOG,
                "/items",
                json("{'itemCode':'%s','description':'Item'", itemCode) + json(type + unit + scale + fields) + "}");
    }

    /** By lot, keeps for ever. */
    String gauze() {
        return item(",'lotTracked':true,'perishable':false");
    }

    /** By lot, with a date. */
    String syrup() {
        return item(",'lotTracked':true");
    }

    /** Not by lot. */
    String box() {
        return item("");
    }

    Answer getItem(String itemCode) {
        return api.get(Service.ITEM_CATALOG, "/items/" + itemCode).mustBe(200);
    }

    Answer patchItem(String itemCode, String patch) {
        return api.send(
                Service.ITEM_CATALOG,
                "PATCH",
                "/items/" + itemCode,
                json(patch),
                "application/merge-patch+json",
                Map.of("If-Match", getItem(itemCode).eTag()));
    }

    Answer setStatus(String itemCode, String status) {
        Answer set = api.put(
                Service.ITEM_CATALOG,
                "/items/" + itemCode + "/status",
                json("{'status':'%s'}", status),
                Map.of("If-Match", getItem(itemCode).eTag()));
        heard(Service.RECEIVING, set.mustBe(200).eventId());
        heard(Service.SHIPPING, set.eventId());
        return set;
    }

    // holds

    Answer hold(String itemCode, String lotNumber, String kind) {
        return api.post(
                Service.ITEM_CATALOG,
                "/lot-holds",
                json("{'itemCode':'%s','lotNumber':'%s','kind':'%s','reason':'a test'}", itemCode, lotNumber, kind));
    }

    Answer release(Answer hold) {
        return api.post(
                Service.ITEM_CATALOG,
                "/lot-holds/" + hold.body().path("holdId").asText() + "/release",
                json("{'reason':'all is well'}"));
    }

    // documents

    /** A new receipt: source, then further fields beginning with a comma, then its lines. */
    Answer receipt(String source, String fields, String... lines) {
        return document(Service.RECEIVING, "/receipts", "source", source, fields, lines);
    }

    /** A new shipment. */
    Answer shipment(String purpose, String fields, String... lines) {
        return document(Service.SHIPPING, "/shipments", "purpose", purpose, fields, lines);
    }

    private Answer document(
            Service service, String path, String kindName, String kind, String fields, String... lines) {
        String party = switch (kind) {
            case "SUPPLIER", "SUPPLIER_RETURN" -> ",'party':{'code':'S1','name':'Acme'}";
            case "CUSTOMER", "CUSTOMER_RETURN" -> ",'party':{'code':'C1','name':'Clinic'}";
            default -> "";
        };
        String place = fields.contains("'location'") ? "" : ",'location':'MAIN'";
        return api.post(
                service,
                path,
                json("{'%s':'%s'", kindName, kind)
                        + json(party + place)
                        + json(fields)
                        + ",\"lines\":" + numbered(lines) + "}");
    }

    private static String numbered(String... lines) {
        List<String> numbered = new ArrayList<>();
        for (int i = 0; i < lines.length; i++) {
            numbered.add("{\"lineNumber\":" + (i + 1) + "," + lines[i] + "}");
        }
        return numbered.toString();
    }

    /** A line; each lot as {@link #lot} gives it. */
    static String line(String itemCode, Object quantity, String... lots) {
        return json("'itemCode':'%s','quantity':%s", itemCode, quantity)
                + (lots.length == 0 ? "" : ",\"lots\":" + List.of(lots));
    }

    static String lot(String lotNumber, Object quantity) {
        return json("{'lotNumber':'%s','quantity':%s}", lotNumber, quantity);
    }

    static String lot(String lotNumber, Object quantity, LocalDate expirationDate) {
        return json("{'lotNumber':'%s','quantity':%s,'expirationDate':'%s'}", lotNumber, quantity, expirationDate);
    }

    static String lotAt(String lotNumber, Object quantity, String location) {
        return json("{'lotNumber':'%s','quantity':%s,'location':'%s'}", lotNumber, quantity, location);
    }

    Answer receive(Answer receipt, String... after) {
        return act(receipt, "receive", after);
    }

    Answer ship(Answer shipment, String... after) {
        return act(shipment, "ship", after);
    }

    Answer voided(Answer document) {
        return act(document, "void");
    }

    Answer act(Answer document, String action, String... after) {
        document.mustBe(document.status() == 201 ? 201 : 200);
        return api.post(
                serviceOf(document),
                pathOf(document) + "/" + action + Warehouse.after(after),
                "{}",
                Map.of("If-Match", document.eTag()));
    }

    Answer patch(Answer document, String patch) {
        return api.send(
                serviceOf(document),
                "PATCH",
                pathOf(document),
                patch.replace('\'', '"'),
                "application/merge-patch+json",
                Map.of("If-Match", document.eTag()));
    }

    Answer lots(Answer document, int lineNumber, String... lots) {
        return api.put(
                serviceOf(document),
                pathOf(document) + "/lines/" + lineNumber + "/lots",
                List.of(lots).toString(),
                Map.of("If-Match", document.eTag()));
    }

    Answer seen(Answer document, String... after) {
        return api.get(serviceOf(document), pathOf(document) + Warehouse.after(after))
                .mustBe(200);
    }

    private static Service serviceOf(Answer document) {
        return document.body().has("receiptNumber") ? Service.RECEIVING : Service.SHIPPING;
    }

    static String pathOf(Answer document) {
        JsonNode body = document.body();
        return body.has("receiptNumber")
                ? "/receipts/" + body.path("receiptNumber").asText()
                : "/shipments/" + body.path("shipmentNumber").asText();
    }

    static String numberOf(Answer document) {
        JsonNode body = document.body();
        for (String name : List.of("receiptNumber", "shipmentNumber", "adjustmentNumber")) {
            if (body.has(name)) {
                return body.path(name).asText();
            }
        }
        throw new AssertionError("no document: " + document);
    }

    /** A supplier's delivery of one lot, received; shipping and the ledger may hear of it later. */
    Answer delivered(String itemCode, Object quantity, String lotNumber) {
        return receive(receipt("SUPPLIER", "", line(itemCode, quantity, lot(lotNumber, quantity)))
                        .mustBe(201))
                .mustBe(200);
    }

    /** The same with a date. */
    Answer delivered(String itemCode, Object quantity, String lotNumber, LocalDate expirationDate) {
        return receive(receipt("SUPPLIER", "", line(itemCode, quantity, lot(lotNumber, quantity, expirationDate)))
                        .mustBe(201))
                .mustBe(200);
    }

    /** A shipment that names lots, saved and shipped, once shipping knows of the events. */
    Answer shipped(String purpose, String fields, String line, String... after) {
        heard(Service.SHIPPING, after);
        Answer shipment = shipment(purpose, fields, line);
        if (shipment.status() != 201) {
            return shipment;
        }
        Answer shipped = ship(shipment);
        if (shipped.status() != 200) {
            // It would go on reserving what it names.
            voided(shipment).mustBe(200);
        }
        return shipped;
    }

    /** To a customer. */
    Answer sold(String itemCode, Object quantity, String lotNumber, String... after) {
        return shipped("CUSTOMER", "", line(itemCode, quantity, lot(lotNumber, quantity)), after);
    }

    /** A customer return that names its lot, saved and received, once receiving knows of the events. */
    Answer returned(Answer shipment, String itemCode, Object quantity, String lotNumber, String... after) {
        return receive(
                receipt(
                                "CUSTOMER_RETURN",
                                ",'location':'RETURNS','references':{'shipment':'" + numberOf(shipment) + "'}",
                                line(itemCode, quantity, lot(lotNumber, quantity)))
                        .mustBe(201),
                after);
    }

    /** An adjustment: type, further fields beginning with a comma, lines. */
    Answer adjustment(Service service, String type, String fields, String[] after, String... lines) {
        String place = fields.contains("'location'") ? "" : ",'location':'MAIN'";
        return api.post(
                service,
                "/adjustments" + Warehouse.after(after),
                json("{'type':'%s','reason':'a test'", type)
                        + json(place + fields)
                        + ",\"lines\":" + numbered(lines) + "}");
    }

    Answer countUp(String itemCode, Object quantity, String lotNumber, String... after) {
        return adjustment(Service.RECEIVING, "COUNT", "", after, line(itemCode, quantity, lot(lotNumber, quantity)));
    }

    Answer countDown(String itemCode, Object quantity, String lotNumber, String... after) {
        return adjustment(Service.SHIPPING, "COUNT", "", after, line(itemCode, quantity, lot(lotNumber, quantity)));
    }

    /** Waits until a service has heard of these events. */
    void heard(Service service, String... eventIds) {
        String list = service == Service.RECEIVING ? "/receipts" : "/shipments";
        api.get(service, list + "?limit=1" + Warehouse.after(eventIds).replace('?', '&'))
                .mustBe(200);
    }

    // the ledger

    /** The ledger's row of a lot, once it has seen these events. */
    JsonNode inLedger(String itemCode, String lotNumber, String... after) {
        String query = "?itemCode=" + itemCode + (lotNumber == null ? "" : "&lotNumber=" + Api.encoded(lotNumber));
        JsonNode rows = api.get(
                        Service.LOT_LEDGER,
                        "/lots" + query + Warehouse.after(after).replace('?', '&'))
                .mustBe(200)
                .body()
                .path("items");
        assertThat(rows).as("lots of " + itemCode).hasSize(1);
        return rows.path(0);
    }

    BigDecimal onHand(String itemCode, String lotNumber, String... after) {
        return inLedger(itemCode, lotNumber, after).path("onHand").decimalValue();
    }

    /** The rows of availability of an item, once shipping has seen these events. */
    JsonNode availability(String itemCode, String... after) {
        return api.get(
                        Service.SHIPPING,
                        "/availability?itemCode=" + itemCode
                                + Warehouse.after(after).replace('?', '&'))
                .mustBe(200)
                .body()
                .path("items");
    }

    // refusals

    /** The answer must be this refusal, all of it, each violation with its place and a sentence. */
    static Answer refused(Answer answer, String... codes) {
        assertThat(answer.status()).as(answer.toString()).isIn(409, 422);
        List<String> given = new ArrayList<>();
        answer.body().path("violations").forEach(violation -> {
            given.add(violation.path("code").asText());
            assertThat(violation.has("pointer")).isTrue();
            assertThat(violation.path("detail").asText()).endsWith(".");
        });
        assertThat(given).as(answer.toString()).containsExactlyInAnyOrder(codes);
        assertThat(answer.code()).isEqualTo(given.getFirst());
        return answer;
    }

    static String detail(Answer refusal) {
        return refusal.body().path("detail").asText();
    }

    static List<String> codesIn(JsonNode list) {
        List<String> codes = new ArrayList<>();
        list.forEach(entry -> codes.add(entry.path("code").asText()));
        return codes;
    }
}

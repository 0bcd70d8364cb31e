package org.lotledger.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/** What people in a warehouse do, as calls. Everything must succeed; what may be refused is called through the Api. */
final class Warehouse {
    static final String MAIN = "MAIN";

    final Api api;

    Warehouse(LocalStack stack) {
        this(new Api(stack));
    }

    Warehouse(Api api) {
        this.api = api;
    }

    void location(String location) {
        Api.Answer put =
                api.put(Service.ITEM_CATALOG, "/locations/" + location, "{\"name\":\"" + location + "\"}", Map.of());
        if (put.status() != 200 && put.status() != 201) {
            throw new AssertionError("PUT location: " + put);
        }
    }

    void item(String itemCode, boolean lotTracked, boolean perishable) {
        item(itemCode, "Item " + itemCode, lotTracked, perishable, 0);
    }

    void item(String itemCode, String description, boolean lotTracked, boolean perishable, int scale) {
        ObjectNode item = Api.JSON.createObjectNode();
        item.put("itemCode", itemCode);
        item.put("description", description);
        item.put("type", "INVENTORIED");
        item.put("unit", "EA");
        item.put("quantityScale", scale);
        item.put("lotTracked", lotTracked);
        item.put("perishable", perishable);
        api.post(Service.ITEM_CATALOG, "/items", item.toString()).mustBe(201);
    }

    /** A supplier's delivery of one lot, received; answers the receipt. */
    Api.Answer receive(String itemCode, String lotNumber, String expirationDate, String quantity) {
        Api.Answer created = api.post(
                        Service.RECEIVING,
                        "/receipts",
                        receipt(itemCode, lotNumber, expirationDate, quantity).toString())
                .mustBe(201);
        return api.post(Service.RECEIVING, created.location() + "/receive", "{}", Map.of("If-Match", created.eTag()))
                .mustBe(200);
    }

    static ObjectNode receipt(String itemCode, String lotNumber, String expirationDate, String quantity) {
        ObjectNode receipt = Api.JSON.createObjectNode();
        receipt.put("source", "SUPPLIER");
        receipt.putObject("party").put("code", "S1").put("name", "Acme");
        receipt.put("location", MAIN);
        ObjectNode line = receipt.putArray("lines").addObject();
        line(line, itemCode, quantity);
        ObjectNode lot = line.putArray("lots").addObject();
        lot.put("lotNumber", lotNumber);
        if (expirationDate != null) {
            lot.put("expirationDate", expirationDate);
        }
        lot.put("quantity", new BigDecimal(quantity));
        return receipt;
    }

    private static void line(ObjectNode line, String itemCode, String quantity) {
        line.put("lineNumber", 1);
        line.put("itemCode", itemCode);
        line.put("quantity", new BigDecimal(quantity));
    }

    static ObjectNode shipment(String itemCode, String quantity) {
        ObjectNode shipment = Api.JSON.createObjectNode();
        shipment.put("purpose", "CUSTOMER");
        shipment.putObject("party").put("code", "C1").put("name", "Clinic");
        shipment.put("location", MAIN);
        line(shipment.putArray("lines").addObject(), itemCode, quantity);
        return shipment;
    }

    static ArrayNode lots(String lotNumber, String quantity) {
        ArrayNode lots = Api.JSON.createArrayNode();
        lots.addObject().put("lotNumber", lotNumber).put("quantity", new BigDecimal(quantity));
        return lots;
    }

    /** A shipment of one lot, up to where it may be shipped; the answer may be a refusal. */
    Api.Answer reserve(String itemCode, String lotNumber, String quantity, String after) {
        Api.Answer created = api.post(
                        Service.SHIPPING,
                        "/shipments" + after(after),
                        shipment(itemCode, quantity).toString())
                .mustBe(201);
        return api.put(
                Service.SHIPPING,
                created.location() + "/lines/1/lots",
                lots(lotNumber, quantity).toString(),
                Map.of("If-Match", created.eTag()));
    }

    /** A shipment of one lot, shipped. */
    Api.Answer ship(String itemCode, String lotNumber, String quantity, String after) {
        Api.Answer reserved = reserve(itemCode, lotNumber, quantity, after).mustBe(200);
        return api.post(
                        Service.SHIPPING,
                        "/shipments/" + reserved.body().path("shipmentNumber").asText() + "/ship",
                        "{}",
                        Map.of("If-Match", reserved.eTag()))
                .mustBe(200);
    }

    /** The ledger's lot row, once it has seen these events. */
    JsonNode lot(String lotId, String... after) {
        return api.get(Service.LOT_LEDGER, "/lots/" + lotId + after(after))
                .mustBe(200)
                .body();
    }

    /** The ledger's lots of an item with exactly this number. */
    JsonNode lotsNumbered(String itemCode, String lotNumber) {
        return api.get(
                        Service.LOT_LEDGER,
                        "/lots?itemCode=" + Api.encoded(itemCode) + "&lotNumber=" + Api.encoded(lotNumber))
                .mustBe(200)
                .body()
                .path("items");
    }

    static String after(String... eventIds) {
        StringBuilder query = new StringBuilder();
        for (String eventId : eventIds) {
            if (eventId != null) {
                query.append(query.isEmpty() ? '?' : '&').append("after=").append(Api.encoded(eventId));
            }
        }
        return query.toString();
    }
}

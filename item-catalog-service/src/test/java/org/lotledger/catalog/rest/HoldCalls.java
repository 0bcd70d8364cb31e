package org.lotledger.catalog.rest;

import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.with;
import static org.lotledger.local.http.Call.given;

import org.lotledger.local.http.Answer;

/** How the tests of holds call the service. */
final class HoldCalls {
    private HoldCalls() {}

    /** An item that is tracked by lot. */
    static String tracked() {
        String code = newCode();
        json(with(body(code), "lotTracked", "true")).post("/items").mustBe(201);
        return code;
    }

    /** The least that a hold needs. */
    static String hold(String itemCode, String lotNumber) {
        return """
                {"itemCode":"%s","lotNumber":"%s","kind":"HOLD","reason":"Seals may be open"}""".formatted(itemCode, lotNumber);
    }

    static Answer place(String body) {
        return json(body).post("/lot-holds");
    }

    /** The id of a new hold. */
    static String placed(String itemCode, String lotNumber) {
        Answer placed = place(hold(itemCode, lotNumber));
        placed.mustBe(201);
        return placed.path("holdId");
    }

    static Answer release(String holdId) {
        return json("{\"reason\":\"Tested: sound\"}").post("/lot-holds/" + holdId + "/release");
    }

    static Answer get(String holdId) {
        return given().get("/lot-holds/" + holdId);
    }
}

package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.OlderStore.awaitCommands;
import static org.lotledger.catalog.OlderStore.awaitRefusal;
import static org.lotledger.catalog.OlderStore.text;
import static org.lotledger.catalog.rest.HoldCalls.placed;
import static org.lotledger.catalog.rest.HoldCalls.release;
import static org.lotledger.catalog.rest.HoldCalls.tracked;
import static org.lotledger.catalog.rest.ItemCalls.body;
import static org.lotledger.catalog.rest.ItemCalls.create;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.catalog.rest.ItemCalls.newCode;
import static org.lotledger.catalog.rest.ItemCalls.newGtin13;
import static org.lotledger.catalog.rest.ItemCalls.patch;
import static org.lotledger.catalog.rest.ItemCalls.with;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.OlderStore;
import org.lotledger.catalog.ShippingStub;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** A store that was restored behind what it published (docs/decisions/0020). */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(ShippingStub.class)
class StoreBehindQuarkusTest {

    @AfterEach
    void letKafkaAnswer() {
        OlderStore.letRead();
    }

    /**
     * Goal: items, places and holds of the lost time are here again, and no number is given out twice. Method: the database
     * is copied, work goes on, the copy is put back under the running service.
     */
    @Test
    void a_store_that_went_back_refuses_takes_back_and_goes_on() {
        String edited = create();
        String held = tracked();
        String ended = placed(held, "OLD");
        String gtin = newGtin13();
        String giver = newCode();
        json(with(body(giver), "gtin", "\"" + gtin + "\"")).post("/items").mustBe(201);
        OlderStore.copy();

        patch(edited, "*", "{\"description\":\"Changed\"}").mustBe(200);
        String taker = newCode();
        patch(giver, "*", "{\"gtin\":null}").mustBe(200);
        json(with(body(taker), "gtin", "\"" + gtin + "\"")).post("/items").mustBe(201);
        given().put("/items/" + edited + "/uses/receiving").mustBe(200);
        json("{\"name\":\"Dock\",\"netStock\":false}").put("/locations/DOCK").mustBe(201);
        json("{\"name\":\"Dock 1\",\"netStock\":false}").put("/locations/DOCK").mustBe(200);
        String inForce = placed(held, "104303/5");
        release(ended).mustBe(200);
        String before = state(edited, giver, taker, held, ended, inForce);
        OlderStore.putBack();

        Answer refused = awaitRefusal("/items");
        assertThat(refused.<String>path("code")).isEqualTo("STORE_BEHIND");
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(given().get("/items/" + taker).status()).isEqualTo(404);
        OlderStore.letRead();
        awaitCommands("/items");

        assertThat(state(edited, giver, taker, held, ended, inForce)).isEqualTo(before);
        assertThat(code(json(body(taker)).post("/items"))).isEqualTo("ALREADY_EXISTS");
        assertThat(code(json(with(body(newCode()), "gtin", "\"" + gtin + "\"")).post("/items")))
                .isEqualTo("GTIN_TAKEN");
        assertThat(code(patch(edited, "*", "{\"unit\":\"KGM\"}"))).isEqualTo("ITEM_IN_USE");
        assertThat(code(release(ended))).isEqualTo("HOLD_RELEASED");
        release(inForce).mustBe(200);
        patch(edited, "*", "{\"description\":\"Changed again\"}").mustBe(200);
        assertThat(OlderStore.mappingDifferences()).isEmpty();
        assertThat(text("select sequence from announcement_counter where key = 'item:" + edited + "'"))
                .isEqualTo("4");
        assertThat(text("select count(*) from lost_announcement where state <> 'TAKEN_BACK'"))
                .isEqualTo("0");
    }

    private static String code(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        return answer.path("code");
    }

    /** What is shown and announced of these. */
    private static String state(String edited, String giver, String taker, String held, String ended, String inForce) {
        StringBuilder state = new StringBuilder();
        for (String item : new String[] {edited, giver, taker, held}) {
            state.append(given().get("/items/" + item).text())
                    .append(given().get("/announcements?key=item:" + item).text());
        }
        state.append(given().get("/locations/DOCK").text())
                .append(given().get("/announcements?key=location:DOCK").text());
        for (String hold : new String[] {ended, inForce}) {
            Answer shown = HoldCalls.get(hold);
            state.append(shown.<String>path("eventId"))
                    .append(shown.<String>path("reason"))
                    .append(shown.<String>path("placedAt"))
                    .append(shown.<String>path("releasedAt"))
                    .append(given().get("/announcements?key=" + shown.path("lotId"))
                            .text());
        }
        return state.toString();
    }
}

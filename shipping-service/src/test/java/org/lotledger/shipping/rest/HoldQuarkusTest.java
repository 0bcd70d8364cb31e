package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.OVER;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.after;
import static org.lotledger.shipping.rest.Calls.atOnce;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.done;
import static org.lotledger.shipping.rest.Calls.json;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.listed;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.name;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.pathOf;
import static org.lotledger.shipping.rest.Calls.post;
import static org.lotledger.shipping.rest.Calls.refused;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.Others;

/** Rule 12 on the real service: what is held, quarantined or recalled stays, however and whenever the news comes. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class HoldQuarkusTest {
    private static final Duration NEWS_MAX = Duration.ofSeconds(10);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Others others;
    private final String item = newCode("I");
    private final String hold = newCode("H-");

    @BeforeEach
    void open() {
        others = new Others(kafka);
    }

    @AfterEach
    void close() {
        others.close();
    }

    @ParameterizedTest
    @CsvSource({"HOLD,LOT_HELD,HELD", "QUARANTINE,LOT_QUARANTINED,QUARANTINED", "RECALL,LOT_RECALLED,RECALLED"})
    void a_hold_that_is_told_directly_stops_what_was_reserved_before(String kind, String code, String status) {
        Answer named = named();
        assertThat(told(hold, kind, false)).isEqualTo("{\"holdId\":\"" + hold + "\",\"inForce\":true}");

        assertThat(refused(act(named, "ship"), 409)).containsExactly("/lines/0/lots/0/lotNumber " + code);
        assertThat(listed(given().get(pathOf(named)), "lines[0].problems"))
                .containsExactly("/lines/0/lots/0/lotNumber " + code);
        assertThat(refused(post("/shipments", shipment(CUSTOMER, line(1, item, "1", lot("A", "1")))), 409))
                .containsExactly("/lines/0/lots/0/lotNumber " + code);
        assertThat(given().get("/availability?itemCode=" + item + "&status=" + status)
                        .<List<String>>path("items.status"))
                .containsExactly(status);
        assertThat(given().get("/availability?itemCode=" + item + "&status=AVAILABLE")
                        .<List<Object>>path("items"))
                .isEmpty();

        assertThat(told(hold, kind, true)).isEqualTo("{\"holdId\":\"" + hold + "\",\"inForce\":false}");
        done(act(named, "ship"));
    }

    @Test
    void two_holds_need_two_releases() {
        Answer named = named();
        String other = newCode("H-");
        others.of(item, "A").held(AdjustmentReason.HOLD, hold);
        String recalled = others.of(item, "A").held(AdjustmentReason.RECALL, other);
        given().get("/availability" + after(recalled)).mustBe(200);
        assertThat(refused(act(named, "ship"), 409))
                .containsExactly("/lines/0/lots/0/lotNumber LOT_RECALLED", "/lines/0/lots/0/lotNumber LOT_HELD");

        String first = others.of(item, "A").released(hold);
        given().get("/availability" + after(first)).mustBe(200);
        assertThat(refused(act(named, "ship"), 409)).containsExactly("/lines/0/lots/0/lotNumber LOT_RECALLED");

        String second = others.of(item, "A").released(other);
        given().get("/availability" + after(second)).mustBe(200);
        done(act(named, "ship"));
    }

    @Test
    void a_lot_that_is_recalled_before_it_comes_is_blocked_when_it_comes() {
        told(hold, "RECALL", false);
        assertThat(refused(post("/shipments", shipment(CUSTOMER, line(1, item, "1", lot("A", "1")))), 409))
                .containsExactly("/lines/0/lots/0/lotNumber LOT_UNKNOWN");
        String arrived = others.of(item, "A").date(GOOD).received("10");
        assertThat(refused(
                        post("/shipments" + after(arrived), shipment(CUSTOMER, line(1, item, "1", lot("A", "1")))),
                        409))
                .containsExactly("/lines/0/lots/0/lotNumber LOT_RECALLED");
    }

    @Test
    void a_recall_is_in_force_although_an_event_before_it_is_missing() throws Exception {
        Answer named = named();
        others.of(item, "A").lost().held(AdjustmentReason.HOLD, newCode("H-"));
        String recalled = others.of(item, "A").held(AdjustmentReason.RECALL, hold);
        awaitProblem(named, "LOT_RECALLED");
        assertThat(given().get("/parked?limit=500").<List<String>>path("items.reason"))
                .contains("AHEAD");
        assertThat(given().get("/availability" + after(recalled)).<String>path("code"))
                .isEqualTo("LOT_PARKED");
        // The lot's events are incomplete: it goes nowhere where it would be used, even when the recall ends.
        assertThat(refused(act(named, "ship"), 409))
                .containsExactly("/lines/0/lots/0/lotNumber LOT_RECALLED", "/lines/0/lots/0/lotNumber LOT_PARKED");
        told(hold, "RECALL", true);
        assertThat(refused(act(named, "ship"), 409)).containsExactly("/lines/0/lots/0/lotNumber LOT_PARKED");
    }

    @Test
    void a_release_that_comes_first_is_kept() {
        String released = others.of(item, "A").released(hold);
        given().get("/availability" + after(released)).mustBe(200);
        assertThat(told(hold, "HOLD", false)).contains("\"inForce\":false");
        others.of(item, "A").held(AdjustmentReason.HOLD, hold);
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer named = done(name(created(shipment(CUSTOMER, line(1, item, "5")), arrived), lot("A", "5")));
        done(act(named, "ship"));
    }

    @Test
    void of_several_standings_the_gravest_is_shown() {
        String arrived = others.of(item, "A").date(OVER).received("10");
        given().get("/availability" + after(arrived)).mustBe(200);
        assertThat(status()).isEqualTo("EXPIRED");
        told(newCode("H-"), "HOLD", false);
        assertThat(status()).isEqualTo("HELD");
        told(newCode("H-"), "QUARANTINE", false);
        assertThat(status()).isEqualTo("QUARANTINED");
        told(newCode("H-"), "RECALL", false);
        assertThat(status()).isEqualTo("RECALLED");
    }

    private String status() {
        return given().get("/availability?itemCode=" + item).path("items[0].status");
    }

    @Test
    void a_hold_says_what_it_is_about() {
        assertThat(refused(json("{\"kind\":\"STOP\"}").put("/lot-holds/" + hold), 422))
                .containsExactlyInAnyOrder(
                        "/itemCode FIELD_MISSING",
                        "/lotNumber FIELD_MISSING",
                        "/released FIELD_MISSING",
                        "/kind FIELD_INVALID");
        assertThat(json(body("HOLD", false)).put("/lot-holds/-x").<String>path("code"))
                .isEqualTo("FIELD_INVALID");
    }

    /** Ships and recalls at once, many times: whatever is shipped after the recall was answered is refused. */
    @Test
    void nothing_leaves_after_the_answer_to_a_recall() throws Exception {
        String arrived = others.of(item, "A").date(GOOD).received("100");
        List<Answer> named = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            named.add(created(shipment(CUSTOMER, line(1, item, "1", lot("A", "1"))), arrived));
        }
        List<Callable<Instant>> calls = new ArrayList<>();
        named.forEach(shipment -> calls.add(() -> {
            Instant asked = Instant.now();
            return act(shipment, "ship").status() == 200 ? asked : Instant.MIN;
        }));
        calls.add(6, () -> {
            told(hold, "RECALL", false);
            return Instant.now();
        });
        List<Instant> answers = atOnce(calls);
        Instant recalled = answers.remove(6);
        assertThat(answers).allSatisfy(asked -> assertThat(asked).isBefore(recalled));
    }

    private Answer named() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        return done(name(created(shipment(CUSTOMER, line(1, item, "5")), arrived), lot("A", "5")));
    }

    private String told(String holdId, String kind, boolean released) {
        return done(json(body(kind, released)).put("/lot-holds/" + holdId)).text();
    }

    private String body(String kind, boolean released) {
        return "{\"itemCode\":\"" + item + "\",\"lotNumber\":\"A\",\"kind\":\"" + kind + "\",\"released\":" + released
                + "}";
    }

    private static void awaitProblem(Answer shown, String code) throws InterruptedException {
        Instant deadline = Instant.now().plus(NEWS_MAX);
        while (!given().get(pathOf(shown)).text().contains(code)) {
            assertThat(Instant.now()).as("waiting for " + code).isBefore(deadline);
            Thread.sleep(50);
        }
    }
}

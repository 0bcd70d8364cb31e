package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.atOnce;
import static org.lotledger.shipping.rest.Calls.available;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.done;
import static org.lotledger.shipping.rest.Calls.json;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.listed;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.name;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.patch;
import static org.lotledger.shipping.rest.Calls.pathOf;
import static org.lotledger.shipping.rest.Calls.refused;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.Others;

/** A pending shipment that is changed, on the real service: what it keeps, what it lets go, and who may change it. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class ShipmentEditQuarkusTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Others others;
    private final String item = newCode("I");

    @BeforeEach
    void open() {
        others = new Others(kafka);
    }

    @AfterEach
    void close() {
        others.close();
    }

    @Test
    void what_the_patch_leaves_out_stays_and_null_takes_away() {
        Answer saved = created(shipment(
                CUSTOMER.replace("\"C1\"", "\"C1\",\"name\":\"One\",\"gln\":\"4012345000009\"")
                        + ",\"references\":{\"order\":\"O-1\",\"invoice\":\"V-1\"},\"deliverOn\":\"2039-01-01\""
                        + ",\"minimumRemainingDays\":30,\"occurredAt\":\"2026-01-01T00:00:00Z\"",
                line(1, item, "4")));
        Answer patched = done(patch(saved, """
                {"party":{"name":null},"references":{"order":"O-2","invoice":null},"minimumRemainingDays":7,
                 "occurredAt":null}"""));
        assertThat(patched.<Map<String, Object>>path("party"))
                .containsEntry("code", "C1")
                .containsEntry("role", "CUSTOMER")
                .containsEntry("name", null)
                .containsEntry("gln", "4012345000009");
        assertThat(patched.<Map<String, String>>path("references")).containsExactly(Map.entry("order", "O-2"));
        assertThat(patched.<String>path("deliverOn")).isEqualTo("2039-01-01");
        assertThat(patched.<Integer>path("minimumRemainingDays")).isEqualTo(7);
        assertThat(patched.<Object>path("occurredAt")).isNull();
        assertThat(patched.<Integer>path("lines[0].quantity")).isEqualTo(4);
        assertThat(given().get(pathOf(saved)).text()).isEqualTo(patched.text());
        assertThat(given().get("/shipments?itemCode=" + item + "&reference=O-2").<List<Object>>path("items"))
                .hasSize(1);
        assertThat(given().get("/shipments?itemCode=" + item + "&reference=O-1").<List<Object>>path("items"))
                .isEmpty();
    }

    @Test
    void reservations_follow_the_lines() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer named = done(name(created(shipment(CUSTOMER, line(1, item, "5")), arrived), lot("A", "5")));

        Answer more = done(patch(named, "{\"lines\":[" + line(1, item, "7") + "]}"));
        assertThat(more.<String>path("lines[0].lotEntry")).isEqualTo("PARTIAL");
        assertThat(available(item)).startsWith("10 on hand, 5 reserved");

        Answer two =
                done(patch(more, "{\"lines\":[" + line(1, item, "7") + "," + line(2, item, "5", lot("A", "5")) + "]}"));
        assertThat(available(item)).startsWith("10 on hand, 10 reserved");

        Answer gone = done(patch(two, "{\"lines\":[" + line(2, item, "5") + "]}"));
        assertThat(gone.<List<Integer>>path("lines.lineNumber")).containsExactly(2);
        assertThat(available(item)).startsWith("10 on hand, 5 reserved");

        Answer moved = done(patch(gone, "{\"location\":\"COLD\"}"));
        assertThat(moved.<String>path("lines[0].lotEntry")).isEqualTo("MISSING");
        assertThat(available(item)).startsWith("10 on hand, 0 reserved");
    }

    @Test
    void more_than_the_line_says_and_more_than_there_is_are_refused_and_nothing_changes() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer named = done(name(created(shipment(CUSTOMER, line(1, item, "5")), arrived), lot("A", "5")));
        assertThat(refused(patch(named, "{\"lines\":[" + line(1, item, "4") + "]}"), 409))
                .containsExactly("/lines/0/lots LOTS_DO_NOT_SUM");
        assertThat(refused(
                        patch(
                                named,
                                "{\"lines\":[" + line(1, item, "5") + "," + line(2, item, "6", lot("A", "6")) + "]}"),
                        409))
                .containsExactly("/lines/1/lots/0/quantity NOT_AVAILABLE");
        assertThat(available(item)).startsWith("10 on hand, 5 reserved");
        assertThat(given().get(pathOf(named)).header("ETag")).isEqualTo(named.header("ETag"));
    }

    @Test
    void number_and_purpose_never_change_and_a_misspelt_field_does_not_vanish() {
        Answer saved = created(shipment(CUSTOMER, line(1, item, "5")));
        assertThat(refused(patch(saved, "{\"shipmentNumber\":\"S-X\",\"purpose\":\"ASSEMBLY\"}"), 422))
                .contains("/shipmentNumber FIELD_INVALID", "/purpose FIELD_INVALID");
        assertThat(refused(patch(saved, "{\"locaton\":\"MAIN\"}"), 422)).containsExactly("/locaton UNKNOWN_FIELD");
        assertThat(refused(patch(saved, "{\"location\":null}"), 422)).containsExactly("/location FIELD_MISSING");
        assertThat(refused(patch(saved, "{\"party\":null}"), 422)).containsExactly("/party FIELD_MISSING");
        assertThat(refused(patch(saved, "[]"), 422)).containsExactly(" FIELD_INVALID");
    }

    @Test
    void an_item_that_a_patch_brings_in_is_claimed_and_must_exist() {
        Answer saved = created(shipment(CUSTOMER, line(1, item, "5")));
        String other = newCode("U");
        Answer patched = done(patch(saved, "{\"lines\":[" + line(1, other, "5") + "]}"));
        assertThat(patched.<String>path("lines[0].lotEntry")).isEqualTo("NOT_REQUIRED");
        assertThat(refused(patch(patched, "{\"lines\":[" + line(1, newCode("NO"), "5") + "]}"), 409))
                .containsExactly("/lines/0/itemCode ITEM_UNKNOWN");
    }

    @Test
    void of_two_who_change_a_shipment_one_is_told_what_is_there_now() throws Exception {
        Answer saved = created(shipment(CUSTOMER, line(1, item, "5")));
        assertThat(given().contentType("application/json")
                        .body("{}")
                        .patch(pathOf(saved))
                        .status())
                .isEqualTo(428);
        List<Answer> answers = atOnce(List.of(
                () -> patch(saved, "{\"minimumRemainingDays\":1}"),
                () -> patch(saved, "{\"minimumRemainingDays\":2}")));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 412);
        Answer winner =
                answers.stream().filter(a -> a.status() == 200).findFirst().orElseThrow();
        Answer loser =
                answers.stream().filter(a -> a.status() == 412).findFirst().orElseThrow();
        assertThat(loser.<String>path("code")).isEqualTo("DOCUMENT_CHANGED");
        assertThat(loser.header("ETag")).isEqualTo(winner.header("ETag"));
        assertThat(loser.<Object>path("current")).isEqualTo(winner.<Object>path(""));
    }

    @Test
    void a_patch_that_is_repeated_with_its_key_gets_the_first_answer() {
        Answer saved = created(shipment(CUSTOMER, line(1, item, "5")));
        String key = newCode("key-");
        Answer first = keyed(saved, key);
        Answer again = keyed(saved, key);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
    }

    private static Answer keyed(Answer saved, String key) {
        return json("{\"minimumRemainingDays\":3}")
                .header("If-Match", saved.header("ETag"))
                .header("Idempotency-Key", key)
                .patch(pathOf(saved));
    }

    @Test
    void what_has_left_is_not_changed_any_more() {
        Answer voided = done(act(created(shipment(CUSTOMER, line(1, item, "5"))), "void"));
        assertThat(refused(patch(voided, "{\"minimumRemainingDays\":3}"), 409))
                .containsExactly(" DOCUMENT_NOT_PENDING");
        assertThat(refused(act(voided, "allocate"), 409)).containsExactly("/status DOCUMENT_NOT_PENDING");
    }

    @Test
    void a_later_day_of_delivery_is_judged_when_the_goods_leave() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer named = done(name(created(shipment(CUSTOMER, line(1, item, "5")), arrived), lot("A", "5")));
        Answer late = done(patch(named, "{\"deliverOn\":\"2040-02-01\"}"));
        assertThat(listed(late, "lines[0].problems")).containsExactly("/lines/0/lots/0/lotNumber LOT_EXPIRED");
        assertThat(refused(act(late, "ship"), 409)).containsExactly("/lines/0/lots/0/lotNumber LOT_EXPIRED");
        done(act(done(patch(late, "{\"deliverOn\":null}")), "ship"));
    }

    /** C21: a lot that was let go can be named again, and a line is split over as many lots as it takes. */
    @Test
    void c21_a_lot_that_was_released_is_named_again_and_a_line_is_split_over_lots() {
        others.of(item, "A").date(GOOD).received("3");
        String arrived = others.of(item, "B").date(GOOD).at("COLD").received("9");
        String first = others.of(item, "B").date(GOOD).received("2");
        Answer named = done(name(
                created(shipment(CUSTOMER, line(1, item, "6")), arrived, first),
                lot("A", "3"),
                lot("B", "2"),
                lot("B", "1", "COLD")));
        assertThat(named.<String>path("lines[0].lotEntry")).isEqualTo("COMPLETE");
        Answer none = done(name(named));
        assertThat(none.<String>path("lines[0].lotEntry")).isEqualTo("MISSING");
        Answer again = done(name(none, lot("A", "3"), lot("B", "2"), lot("B", "1", "COLD")));
        Answer shipped = done(act(again, "ship"));
        assertThat(shipped.<List<String>>path("lines[0].lots.eventId"))
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(given().get("/availability?itemCode=" + item).<List<Integer>>path("items.onHand"))
                .containsExactlyInAnyOrder(0, 0, 8);
    }
}

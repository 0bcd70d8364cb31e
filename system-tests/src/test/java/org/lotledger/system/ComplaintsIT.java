package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.numberOf;
import static org.lotledger.system.Trade.refused;
import static org.lotledger.system.Trade.today;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/**
 * What users of other systems complain about in public, and what happens here instead. The numbers are those of our
 * list of complaints.
 */
class ComplaintsIT {
    private final Trade trade = new Trade();

    @Test
    void c01_a_lot_goes_negative_although_the_item_has_enough() {
        String gauze = trade.gauze();
        trade.delivered(gauze, 1, "L1");
        Answer in = trade.delivered(gauze, 100, "L2");
        refused(trade.sold(gauze, 2, "L1", in.eventId()), "NOT_AVAILABLE");
        // And an old receipt cannot be cancelled under a lot that has left.
        Answer left = trade.sold(gauze, 100, "L2").mustBe(200);
        refused(trade.voided(in), "DOCUMENT_NOT_PENDING");
        refused(
                trade.adjustment(
                        Service.SHIPPING,
                        "RECEIPT_CORRECTION",
                        ",'references':{'receipt':'" + numberOf(in) + "'}",
                        new String[0],
                        line(gauze, 1, lot("L2", 1))),
                "NOT_AVAILABLE");
        assertThat(trade.onHand(gauze, "L2", left.eventId())).isZero();
    }

    @Test
    void c03_an_entry_dated_back_corrupts_later_balances() {
        String gauze = trade.gauze();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Answer in = trade.delivered(gauze, 10, "L1");
        Answer out = trade.sold(gauze, 4, "L1", in.eventId()).mustBe(200);
        Answer counted = trade.countDown(gauze, 1, "L1").mustBe(201);
        String lotId = in.body().at("/lines/0/lots/0/lotId").asText();
        JsonNode before = history(lotId, out.eventId(), counted.eventId());

        Answer late = trade.receive(trade.receipt(
                                "SUPPLIER",
                                ",'occurredAt':'" + now.minus(9, ChronoUnit.DAYS) + "'",
                                line(gauze, 3, lot("L1", 3)))
                        .mustBe(201))
                .mustBe(200);

        JsonNode after = history(lotId, late.eventId());
        assertThat(trade.onHand(gauze, "L1")).isEqualByComparingTo("8");
        // Nothing that was written is written anew.
        List<JsonNode> kept = new ArrayList<>();
        after.forEach(row -> {
            if (!row.path("eventId").asText().equals(late.eventId())) {
                kept.add(row);
            }
        });
        List<JsonNode> written = new ArrayList<>();
        before.forEach(written::add);
        assertThat(kept).containsExactlyElementsOf(written);
    }

    private JsonNode history(String lotId, String... after) {
        return trade.api
                .get(Service.LOT_LEDGER, "/lots/" + lotId + "/transactions" + Warehouse.after(after))
                .mustBe(200)
                .body()
                .path("items");
    }

    @Test
    void c06_under_parallel_work_the_stored_quantity_is_not_the_sum_of_the_moves() throws Exception {
        String gauze = trade.gauze();
        trade.heard(Service.SHIPPING, trade.delivered(gauze, 10, "L1").eventId());
        List<Answer> answers = atOnce(20, () -> trade.shipment("CUSTOMER", "", line(gauze, 1, lot("L1", 1))));
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
        answers.stream().filter(answer -> answer.status() != 201).forEach(answer -> refused(answer, "NOT_AVAILABLE"));
        JsonNode row = trade.availability(gauze).path(0);
        assertThat(row.path("reserved").intValue()).isEqualTo(10);
        assertThat(row.path("available").intValue()).isZero();
        assertThat(row.path("reservedBy")).hasSize(10);
    }

    @Test
    void c12_the_manufacturers_lot_number_and_date_cannot_be_entered_at_the_dock() {
        String syrup = trade.syrup();
        Answer in = trade.delivered(syrup, 5, "104303/5", today().plusDays(400));
        JsonNode lot = trade.inLedger(syrup, "104303/5", in.eventId());
        assertThat(lot.path("lotNumber").asText()).isEqualTo("104303/5");
        assertThat(lot.path("expirationDate").asText())
                .isEqualTo(today().plusDays(400).toString());
    }

    @Test
    void c13_expired_stock_is_trapped() {
        String syrup = trade.syrup();
        Answer in = trade.receive(trade.receipt(
                                "SUPPLIER",
                                "",
                                line(syrup, 10, lot("L1", 10, today().minusDays(1)))
                                        + ",\"acceptExpired\":true,\"acceptReason\":\"to be destroyed\"")
                        .mustBe(201))
                .mustBe(200);
        String named = line(syrup, 1, lot("L1", 1));
        refused(trade.shipped("CUSTOMER", "", named, in.eventId()), "LOT_EXPIRED");
        refused(trade.shipment("ASSEMBLY", ",'references':{'assembly':'X'}", named), "LOT_EXPIRED");
        trade.shipped("SUPPLIER_RETURN", ",'references':{'receipt':'" + numberOf(in) + "'}", named)
                .mustBe(200);
        trade.shipped("TRANSFER", ",'toLocation':'RETURNS'", named).mustBe(200);
        trade.shipped("TRANSFER", ",'toLocation':'SHOP'", named).mustBe(200);
        trade.adjustment(Service.SHIPPING, "LOSS", "", new String[0], named).mustBe(201);
        trade.countDown(syrup, 1, "L1").mustBe(201);
    }

    @Test
    void c14_first_expired_first_out_sorts_by_another_date_or_picks_what_expires_before_delivery() {
        String syrup = trade.syrup();
        trade.delivered(syrup, 5, "MISREAD", today().plusDays(3));
        Answer in = trade.delivered(syrup, 5, "FRESH", today().plusDays(60));
        Answer corrected = trade.api
                .post(
                        Service.RECEIVING,
                        "/lots/expiration-corrections",
                        Trade.json(
                                "{'itemCode':'%s','lotNumber':'MISREAD','expirationDate':'%s','reason':'misread'}",
                                syrup, today().plusDays(90)))
                .mustBe(200);
        trade.heard(Service.SHIPPING, in.eventId(), corrected.eventId());
        assertThat(picked(syrup, "")).containsExactly("FRESH");
        assertThat(picked(syrup, ",'deliverOn':'" + today().plusDays(61) + "'")).containsExactly("MISREAD");
        assertThat(picked(syrup, ",'minimumRemainingDays':61")).containsExactly("MISREAD");
    }

    @Test
    void c15_a_lot_without_a_date_breaks_things() {
        String gauze = trade.gauze();
        trade.delivered(gauze, 2, "UNDATED");
        Answer in = trade.delivered(gauze, 2, "DATED", today().plusDays(30));
        trade.heard(Service.SHIPPING, in.eventId());
        assertThat(picked(gauze, ",'minimumRemainingDays':5")).containsExactly("DATED");
        assertThat(picked(gauze, ",'minimumRemainingDays':31")).containsExactly("UNDATED");
        assertThat(trade.inLedger(gauze, "UNDATED").path("status").asText()).isEqualTo("AVAILABLE");
    }

    private List<String> picked(String itemCode, String fields) {
        Answer saved = trade.shipment("CUSTOMER", fields, line(itemCode, 1)).mustBe(201);
        Answer allocated = trade.act(saved, "allocate").mustBe(200);
        List<String> lots = new ArrayList<>();
        allocated
                .body()
                .at("/lines/0/lots")
                .forEach(entry -> lots.add(entry.path("lotNumber").asText()));
        trade.voided(allocated).mustBe(200);
        return lots;
    }

    /** Beside rule 17, which has the limits one by one. */
    @Test
    void c16_more_is_returned_than_was_shipped_when_two_return_at_once() throws Exception {
        String gauze = trade.gauze();
        Answer in = trade.delivered(gauze, 10, "L1");
        Answer out = trade.sold(gauze, 1, "L1", in.eventId()).mustBe(200);
        trade.heard(Service.RECEIVING, out.eventId());
        List<Answer> answers = atOnce(50, () -> trade.returned(out, gauze, 1, "L1"));
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
        Answer back = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow();
        assertThat(trade.onHand(gauze, "L1", back.eventId())).isEqualByComparingTo("10");
        assertThat(answers.stream().filter(answer -> answer.status() != 200))
                .allSatisfy(answer -> assertThat(answer.body().path("violations"))
                        .extracting(violation -> violation.path("code").asText())
                        .contains("RETURN_LIMIT"));
    }

    @Test
    void c17_the_same_lot_received_again_is_a_duplicate() throws Exception {
        String gauze = trade.gauze();
        List<Answer> answers = atOnce(10, () -> trade.delivered(gauze, 1, "L1"));
        String[] events = answers.stream().map(Answer::eventId).toArray(String[]::new);
        assertThat(trade.onHand(gauze, "L1", events)).isEqualByComparingTo("10");
    }

    @Test
    void c18_decimals_leave_residues() {
        String syrup = trade.item(",'lotTracked':true,'perishable':false,'quantityScale':3,'unit':'KGM'");
        trade.delivered(syrup, "0.1", "L1");
        Answer in = trade.delivered(syrup, "0.2", "L1");
        Answer out = trade.sold(syrup, "0.3", "L1", in.eventId()).mustBe(200);
        JsonNode lot = trade.inLedger(syrup, "L1", out.eventId());
        assertThat(lot.path("onHand").decimalValue()).isEqualTo(BigDecimal.ZERO);
        refused(trade.receipt("SUPPLIER", "", line(syrup, "0.0001")), "QUANTITY_INVALID");
        refused(trade.receipt("SUPPLIER", "", line(trade.gauze(), "1.5")), "QUANTITY_INVALID");
    }

    @Test
    void c21_a_line_cannot_be_split_over_lots_and_a_lot_taken_off_cannot_be_named_again() {
        String gauze = trade.gauze();
        trade.delivered(gauze, 3, "L1");
        trade.heard(Service.SHIPPING, trade.delivered(gauze, 3, "L2").eventId());
        Answer saved = trade.shipment("CUSTOMER", "", line(gauze, 5, lot("L1", 3), lot("L2", 2)))
                .mustBe(201);
        Answer without = trade.lots(saved, 1, lot("L2", 2)).mustBe(200);
        Answer again = trade.lots(without, 1, lot("L2", 2), lot("L1", 3)).mustBe(200);
        trade.ship(again).mustBe(200);
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            calls.add(call);
        }
        List<T> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(times)) {
            for (Future<T> answer : clients.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}

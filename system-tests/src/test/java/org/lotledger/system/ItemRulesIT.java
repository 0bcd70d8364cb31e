package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.system.Trade.detail;
import static org.lotledger.system.Trade.json;
import static org.lotledger.system.Trade.line;
import static org.lotledger.system.Trade.lot;
import static org.lotledger.system.Trade.refused;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;

/** Rules 1 to 4: what an item is. */
class ItemRulesIT {
    private final Trade trade = new Trade();

    @Nested
    class Rule01LotTrackingIsForInventoriedItems {
        @ParameterizedTest
        @ValueSource(strings = {"INVENTORIED", "INVENTORIED_ASSEMBLY"})
        void both_inventoried_types_may_be_tracked(String type) {
            String itemCode = trade.item(",'lotTracked':true,'type':'" + type + "'");
            assertThat(trade.getItem(itemCode).body().path("lotTracked").booleanValue())
                    .isTrue();
        }

        @Test
        void an_item_that_is_not_inventoried_may_not() {
            Answer created = trade.createItem(Trade.fresh("IT"), ",'lotTracked':true,'type':'NON_INVENTORIED'");
            assertThat(detail(refused(created, "LOT_TRACKING_NOT_ALLOWED"))).contains("NON_INVENTORIED");

            String later = trade.item(",'type':'NON_INVENTORIED'");
            refused(trade.patchItem(later, "{'lotTracked':true}"), "LOT_TRACKING_NOT_ALLOWED");
        }

        @Test
        void setting_it_sets_perishable_too_unless_the_caller_says_otherwise() {
            assertThat(flags(trade.item(",'lotTracked':true"))).isEqualTo("true true");
            assertThat(flags(trade.item(",'lotTracked':true,'perishable':false")))
                    .isEqualTo("true false");
            String plain = trade.item("");
            trade.patchItem(plain, "{'lotTracked':true}").mustBe(200);
            assertThat(flags(plain)).isEqualTo("true true");
            String kept = trade.item("");
            trade.patchItem(kept, "{'lotTracked':true,'perishable':false}").mustBe(200);
            assertThat(flags(kept)).isEqualTo("true false");
        }

        private String flags(String itemCode) {
            JsonNode item = trade.getItem(itemCode).body();
            return item.path("lotTracked").asText() + " "
                    + item.path("perishable").asText();
        }
    }

    @Nested
    class Rule02SealedByFirstUse {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '"',
                value = {"lotTracked|true", "perishable|true", "unit|'KGM'", "quantityScale|3"})
        void what_a_saved_document_builds_on_cannot_change_any_more(String field, String value) {
            String alone = field.equals("lotTracked") ? ",'perishable':false" : "";
            String patch = "{'" + field + "':" + value + alone + "}";
            trade.patchItem(trade.box(), patch).mustBe(200);
            String used = trade.box();
            Answer receipt = trade.receipt("SUPPLIER", "", line(used, 1)).mustBe(201);

            Answer refusal = refused(trade.patchItem(used, patch), "ITEM_IN_USE");
            assertThat(detail(refusal)).contains("receiving").contains(used);

            trade.voided(receipt).mustBe(200);
            refused(trade.patchItem(used, patch), "ITEM_IN_USE");
            trade.patchItem(used, "{'description':'Another word'}").mustBe(200);
        }

        @Test
        void before_its_first_use_all_of_it_may_change() {
            String itemCode = trade.box();
            trade.patchItem(itemCode, "{'lotTracked':true,'perishable':true,'unit':'KGM','quantityScale':3}")
                    .mustBe(200);
        }

        @Test
        void a_document_that_was_refused_seals_nothing() {
            String itemCode = trade.gauze();
            refused(trade.receipt("SUPPLIER", ",'location':'NOWHERE'", line(itemCode, 1)), "LOCATION_UNKNOWN");
            trade.patchItem(itemCode, "{'lotTracked':false}").mustBe(200);
        }

        @Test
        void a_hold_seals_too() {
            String itemCode = trade.gauze();
            trade.hold(itemCode, "L1", "HOLD").mustBe(201);
            assertThat(detail(refused(trade.patchItem(itemCode, "{'lotTracked':false}"), "ITEM_IN_USE")))
                    .contains("item-catalog");
        }

        /** However they meet, no saved line says another thing than the item. */
        @Test
        void fifty_first_uses_and_changes_of_the_flag_at_once_end_in_one_truth() throws Exception {
            String itemCode = trade.box();
            String eTag = trade.getItem(itemCode).eTag();
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                calls.add(() -> trade.receipt("SUPPLIER", "", line(itemCode, 1)));
                calls.add(() -> trade.api.send(
                        Service.ITEM_CATALOG,
                        "PATCH",
                        "/items/" + itemCode,
                        json("{'lotTracked':true}"),
                        "application/json",
                        java.util.Map.of("If-Match", eTag)));
            }
            List<Boolean> onLines = new ArrayList<>();
            try (ExecutorService clients = Executors.newFixedThreadPool(calls.size())) {
                for (Future<Answer> answer : clients.invokeAll(calls)) {
                    assertThat(answer.get().status()).isIn(200, 201, 409, 412);
                    if (answer.get().status() == 201) {
                        onLines.add(
                                answer.get().body().at("/lines/0/lotTracked").booleanValue());
                    }
                }
            }
            boolean lotTracked =
                    trade.getItem(itemCode).body().path("lotTracked").booleanValue();
            assertThat(onLines).isNotEmpty().containsOnly(lotTracked);
        }
    }

    @Nested
    class Rule03TypeNeverChanges {
        @Test
        void not_even_before_the_first_use() {
            String itemCode = trade.box();
            Answer refusal = refused(trade.patchItem(itemCode, "{'type':'INVENTORIED_ASSEMBLY'}"), "TYPE_FIXED");
            assertThat(detail(refusal)).contains("INVENTORIED_ASSEMBLY");
            trade.patchItem(itemCode, "{'type':'INVENTORIED'}").mustBe(200);
        }
    }

    @Nested
    class Rule04StatusDecidesOnWhichDocumentsAnItemStands {
        @Test
        void a_pending_item_stands_on_none() {
            String itemCode = trade.item(",'status':'PENDING'");
            refused(trade.receipt("SUPPLIER", "", line(itemCode, 1)), "ITEM_NOT_ACTIVE");
            refused(
                    trade.receipt("CUSTOMER_RETURN", ",'references':{'shipment':'S-0'}", line(itemCode, 1)),
                    "ITEM_NOT_ACTIVE");
            refused(trade.shipment("CUSTOMER", "", line(itemCode, 1)), "ITEM_NOT_ACTIVE");
            refused(
                    trade.adjustment(Service.SHIPPING, "LOSS", "", new String[0], line(itemCode, 1)),
                    "ITEM_NOT_ACTIVE",
                    "NOT_AVAILABLE");
        }

        @Test
        void an_inactive_item_gets_no_new_stock_but_its_stock_is_never_trapped() {
            String itemCode = trade.gauze();
            Answer in = trade.delivered(itemCode, 10, "L1");
            Answer out = trade.sold(itemCode, 4, "L1", in.eventId());
            trade.setStatus(itemCode, "INACTIVE");

            refused(trade.receipt("SUPPLIER", "", line(itemCode, 1)), "ITEM_NOT_ACTIVE");
            refused(
                    trade.adjustment(
                            Service.RECEIVING, "BEGINNING_BALANCE", "", new String[0], line(itemCode, 1, lot("L9", 1))),
                    "ITEM_NOT_ACTIVE");
            Answer output = trade.receive(
                    trade.receipt("ASSEMBLY", ",'references':{'assembly':'X'}", line(itemCode, 1, lot("L8", 1)))
                            .mustBe(201));
            refused(output, "ITEM_NOT_ACTIVE", "REFERENCE_UNKNOWN");

            trade.sold(itemCode, 1, "L1").mustBe(200);
            trade.returned(out, itemCode, 1, "L1", out.eventId()).mustBe(200);
            trade.countUp(itemCode, 1, "L1").mustBe(201);
            trade.countDown(itemCode, 1, "L1").mustBe(201);
        }

        @Test
        void an_item_that_is_not_inventoried_may_stand_on_documents_and_makes_no_lot_events() {
            String itemCode = trade.item(",'type':'NON_INVENTORIED'");
            Answer received = trade.receive(
                    trade.receipt("SUPPLIER", "", line(itemCode, 3)).mustBe(201));
            assertThat(received.mustBe(200).body().at("/lines/0/eventId").isNull())
                    .isTrue();
            assertThat(received.eventId()).isEmpty();
            assertThat(trade.ship(trade.shipment("CUSTOMER", "", line(itemCode, 3))
                                    .mustBe(201))
                            .mustBe(200)
                            .eventId())
                    .isEmpty();
            refused(
                    trade.adjustment(Service.RECEIVING, "COUNT", "", new String[0], line(itemCode, 3)),
                    "ITEM_NOT_INVENTORIED");
        }
    }
}

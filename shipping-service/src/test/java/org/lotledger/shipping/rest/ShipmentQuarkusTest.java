package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.atOnce;
import static org.lotledger.shipping.rest.Calls.json;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.name;
import static org.lotledger.shipping.rest.Calls.post;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.Others;

@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class ShipmentQuarkusTest {
    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    private Others others;
    private final String item = Calls.newCode("I");

    @BeforeEach
    void open() {
        others = new Others(kafka);
    }

    @AfterEach
    void close() {
        others.close();
    }

    @Test
    void named_lots_are_reserved_then_shipped_and_announced() {
        String arrived = others.of(item, "104303/5").date(GOOD).received("10");
        Answer saved = created(arrived, shipment(line("4")));
        assertThat(saved.<Integer>path("lines[0].openQuantity")).isEqualTo(4);

        Answer named = name(saved, lot("104303/5", "4"));
        assertThat(named.status()).as(named.text()).isEqualTo(200);
        assertThat(named.<String>path("lines[0].lots[0].expirationDate")).isEqualTo(GOOD);
        assertThat(available())
                .isEqualTo("10 on hand, 4 reserved, 6 available, by [" + saved.path("shipmentNumber") + "]");

        Answer shipped = act(named, "ship");
        assertThat(shipped.status()).as(shipped.text()).isEqualTo(200);
        assertThat(shipped.<String>path("status")).isEqualTo("SHIPPED");
        assertThat(available()).isEqualTo("6 on hand, 0 reserved, 6 available, by []");
        Answer announced = given().get("/announcements?key=" + shipped.path("lines[0].lots[0].lotId"));
        assertThat(announced.<String>path("items[0].eventId")).isEqualTo(shipped.header("Event-Id"));
        assertThat(announced.<Integer>path("items[0].data.quantityChange")).isEqualTo(-4);
        assertThat(announced.<Integer>path("items[0].data.basedOn.receiving")).isEqualTo(1);
    }

    @Test
    void another_naming_and_a_void_release_what_was_reserved() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer named = name(created(arrived, shipment(line("8"))), lot("A", "8"));
        Answer renamed = name(named, lot("A", "3"));
        assertThat(available()).startsWith("10 on hand, 3 reserved");
        assertThat(renamed.<String>path("lines[0].lotEntry")).isEqualTo("PARTIAL");
        act(renamed, "void");
        assertThat(available()).startsWith("10 on hand, 0 reserved, 10 available");
    }

    @Test
    void what_is_refused_reserves_nothing_and_says_everything() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer saved = created(arrived, shipment(line("20")));
        Answer refused = name(saved, lot("A", "11") + "," + lot("GHOST", "1"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.<List<String>>path("violations.code"))
                .containsExactlyInAnyOrder("NOT_AVAILABLE", "LOT_UNKNOWN");
        assertThat(available()).startsWith("10 on hand, 0 reserved");
        assertThat(act(saved, "ship").<String>path("code")).isEqualTo("LOTS_MISSING");
    }

    @Test
    void of_fifty_clients_five_get_the_last_five_units() throws Exception {
        String arrived = others.of(item, "A").date(GOOD).received("5");
        act(created(arrived, shipment(line("1"))), "void");
        List<Integer> statuses = atOnce(50, () -> {
            Answer named = name(created(null, shipment(line("1"))), lot("A", "1"));
            return named.status() == 200 ? act(named, "ship").status() : named.status();
        });
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(5);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(45);
        assertThat(available()).startsWith("0 on hand, 0 reserved");
    }

    @Test
    void documents_that_name_the_same_lots_in_other_orders_do_not_get_in_each_others_way() throws Exception {
        String last = null;
        for (int i = 0; i < 20; i++) {
            last = others.of(item, "L" + i).date(GOOD).received("100");
        }
        String after = last;
        given().get("/availability?after=" + after).mustBe(200);
        List<Integer> statuses = atOnce(12, () -> {
            List<String> lots = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                lots.add(lot("L" + i, "1"));
            }
            Collections.shuffle(lots);
            Answer saved = created(after, shipment(line("20")));
            Answer named = name(saved, String.join(",", lots));
            return named.status() == 200 ? act(named, "ship").status() : named.status();
        });
        assertThat(statuses).containsOnly(200);
        assertThat(given().get("/availability?itemCode=" + item).<List<Integer>>path("items.onHand"))
                .hasSize(20)
                .containsOnly(88);
    }

    @Test
    void late_news_only_refuses_too_early() {
        Answer early = post("/shipments", shipment(line("1", lot("LATE", "1"))));
        assertThat(early.<String>path("code")).isEqualTo("LOT_UNKNOWN");
        String arrived = others.of(item, "LATE").date(GOOD).received("1");
        assertThat(created(arrived, shipment(line("1", lot("LATE", "1")))).status())
                .isEqualTo(201);
    }

    @Test
    void what_has_expired_is_refused_and_shown_as_expired() {
        String arrived = others.of(item, "OLD").date("2020-01-31").received("5");
        Answer refused = post("/shipments?after=" + arrived, shipment(line("1", lot("OLD", "1"))));
        assertThat(refused.<String>path("code")).isEqualTo("LOT_EXPIRED");
        assertThat(refused.<String>path("detail")).contains("2020-01-31");
        assertThat(given().get("/availability?status=EXPIRED&itemCode=" + item).<List<Object>>path("items"))
                .hasSize(1);
        assertThat(given().get("/availability?status=AVAILABLE&itemCode=" + item)
                        .<List<Object>>path("items"))
                .isEmpty();
    }

    @Test
    void nothing_leaves_before_it_came() {
        Instant came = Instant.now().minus(Duration.ofHours(2));
        String arrived = others.of(item, "A").date(GOOD).when(came).received("5");
        assertThat(act(backdated(arrived, came.minusSeconds(60)), "ship").<String>path("code"))
                .isEqualTo("NEGATIVE_IN_PAST");
        assertThat(act(backdated(arrived, came.plusSeconds(60)), "ship").status())
                .isEqualTo(200);
        assertThat(available()).startsWith("3 on hand");
    }

    private Answer backdated(String arrived, Instant occurredAt) {
        return post(
                "/shipments?after=" + arrived,
                shipment(line("2", lot("A", "2")))
                        .replace("\"purpose\"", "\"occurredAt\":\"" + occurredAt + "\",\"purpose\""));
    }

    @Test
    void a_named_request_ships_once_however_often_it_comes() throws Exception {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer named = name(created(arrived, shipment(line("2"))), lot("A", "2"));
        List<String> answers = atOnce(
                20,
                () -> json("{}")
                        .header("If-Match", named.header("ETag"))
                        .header("Idempotency-Key", item + "-ship")
                        .post("/shipments/" + named.path("shipmentNumber") + "/ship")
                        .text());
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isEqualTo(answers.getFirst()));
        assertThat(available()).startsWith("8 on hand");
    }

    @Test
    void a_document_that_changed_is_not_overwritten() {
        Answer saved = created(null, shipment(line("1")));
        String path = "/shipments/" + saved.path("shipmentNumber") + "/void";
        assertThat(post(path, "{}").status()).isEqualTo(428);
        assertThat(json("{}").header("If-Match", "\"9\"").post(path).status()).isEqualTo(412);
        assertThat(given().get("/shipments/none").status()).isEqualTo(404);
        assertThat(given().get("/shipments?itemCode=" + item).<List<Object>>path("items"))
                .hasSize(1);
    }

    @Test
    void what_is_not_net_stock_goes_to_no_customer() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer saved = created(arrived, shipment(line("1")));
        Answer refused = name(saved, lot("A", "1").replace("}", ",\"location\":\"RETURNS\"}"));
        assertThat(refused.<List<String>>path("violations.code")).contains("LOCATION_NOT_NET");
    }

    @Test
    void the_database_itself_refuses_less_than_nothing() throws Exception {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        given().get("/availability?after=" + arrived).mustBe(200);
        try (Connection connection = TestStack.postgres().connect("service");
                Statement statement = connection.createStatement()) {
            for (String change : List.of("removed = added + 1", "reserved = added + 1", "removed = -1", "added = -1")) {
                assertThatThrownBy(() -> statement.execute("update stock set " + change))
                        .hasMessageContaining("stock_");
            }
            try (ResultSet rows =
                    statement.executeQuery("select count(*) from stock where removed + reserved > added")) {
                rows.next();
                assertThat(rows.getLong(1)).isZero();
            }
        }
    }

    private String available() {
        return Calls.available(item);
    }

    private static Answer created(String after, String body) {
        return after == null ? Calls.created(body) : Calls.created(body, after);
    }

    private static String shipment(String line) {
        return Calls.shipment(CUSTOMER, line);
    }

    private String line(String quantity, String... lots) {
        return Calls.line(1, item, quantity, lots);
    }
}

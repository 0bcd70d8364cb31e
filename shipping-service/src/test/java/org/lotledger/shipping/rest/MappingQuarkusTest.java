package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.after;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.done;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.post;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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

/** Whether private events make the announcements that are kept, of all that this and other tests have done. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class MappingQuarkusTest {
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
    void everything_that_was_done_makes_what_was_announced() {
        String box = newCode("U");
        String arrived = others.of(item, "104303/5").date(GOOD).received("10.5");
        String boxes = others.of(box, null).received("10");
        done(act(
                created(
                        shipment(CUSTOMER, line(1, item, "4.25", lot("104303/5", "4.25")), line(2, box, "2")),
                        arrived,
                        boxes),
                "ship"));
        String transfer = "\"purpose\":\"TRANSFER\",\"location\":\"MAIN\",\"toLocation\":\"EAST\"";
        done(act(created(shipment(transfer, line(1, item, "1", lot("104303/5", "1"))), arrived), "ship"));
        act(created(shipment(CUSTOMER, line(1, item, "1")), arrived), "void");
        Answer loss = post(
                "/adjustments" + after(arrived),
                "{\"type\":\"LOSS\",\"location\":\"MAIN\",\"reason\":\"broken\",\"lines\":["
                        + line(1, item, "1", lot("104303/5", "1")) + "]}");
        assertThat(loss.status()).as(loss.text()).isEqualTo(201);
        assertClean();
    }

    @Test
    void a_changed_event_is_named() {
        String arrived = others.of(item, "A").date(GOOD).received("10");
        Answer shipped = done(act(created(shipment(CUSTOMER, line(1, item, "4", lot("A", "4"))), arrived), "ship"));
        String stream = "shipment:" + shipped.path("shipmentNumber");
        String ofEvent = " where stream = '" + stream + "' and type = 'goods-shipped.v1'";
        String version = text("select version from event" + ofEvent);
        harm("event", "update event set actor = 'mallory'" + ofEvent);
        List<Map<String, Object>> harmed = differences();
        harm("event", "update event set actor = 'local'" + ofEvent);
        assertThat(harmed)
                .containsExactly(Map.of(
                        "eventId",
                        shipped.header("Event-Id"),
                        "stream",
                        stream,
                        "version",
                        Integer.parseInt(version),
                        "detail",
                        "its event makes another body"));
        assertClean();
    }

    private static void assertClean() {
        assertThat(differences()).isEmpty();
    }

    /** All that the service says of all its private events, page by page; each must be looked at once. */
    private static List<Map<String, Object>> differences() {
        List<Map<String, Object>> differences = new ArrayList<>();
        int checked = 0;
        String cursor = null;
        do {
            Answer page = cursor == null
                    ? given().get("/announcements/mapping?limit=7")
                    : given().queryParam("cursor", cursor).get("/announcements/mapping?limit=7");
            assertThat(page.status()).as(page.text()).isEqualTo(200);
            differences.addAll(page.path("differences"));
            checked += page.<Integer>path("checked");
            cursor = page.path("nextCursor");
        } while (cursor != null);
        assertThat(checked).isEqualTo(Integer.parseInt(text("select count(*) from event")));
        return differences;
    }

    /** What a superuser can do, and nobody else: the tables refuse changes. */
    private static void harm(String table, String change) {
        execute("alter table " + table + " disable trigger user; " + change + "; alter table " + table
                + " enable trigger user");
    }

    private static void execute(String command) {
        try (Connection connection = TestStack.postgres().connect("service");
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String query) {
        try (Connection connection = TestStack.postgres().connect("service");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

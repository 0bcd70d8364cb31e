package org.lotledger.catalog.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.rest.HoldCalls.placed;
import static org.lotledger.catalog.rest.HoldCalls.release;
import static org.lotledger.catalog.rest.HoldCalls.tracked;
import static org.lotledger.catalog.rest.ItemCalls.json;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.ShippingStub;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

/** Whether private events make the announcements that are kept, of all that this and other tests have done. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(ShippingStub.class)
class MappingQuarkusTest {

    @Test
    void everything_that_was_done_makes_what_was_announced() {
        String item = tracked();
        json("{\"status\":\"INACTIVE\"}")
                .header("If-Match", "\"1\"")
                .put("/items/" + item + "/status")
                .mustBe(200);
        given().put("/items/" + item + "/uses/receiving").mustBe(200);
        release(placed(item, "104303/5")).mustBe(200);
        json("{\"name\":\"Main\",\"address\":{\"street\":\"Weg 1\",\"city\":\"Köln\",\"country\":\"DE\"}}")
                .put("/locations/MAPPED")
                .mustBe(201);
        json("{\"name\":\"Main 2\",\"netStock\":false}")
                .put("/locations/MAPPED")
                .mustBe(200);
        assertClean();
    }

    @Test
    void a_changed_event_is_named() {
        String item = tracked();
        String ofEvent = " where stream = 'item:" + item + "'";
        String before = text("select data::text from event" + ofEvent);
        harm("event", "update event set data = jsonb_set(data, '{item,unit}', '\"KG\"')" + ofEvent);
        assertThat(text("select data::text from event" + ofEvent)).isNotEqualTo(before);
        List<Map<String, Object>> harmed = differences();
        harm("event", "update event set data = '" + before + "'" + ofEvent);
        assertThat(harmed)
                .containsExactly(Map.of(
                        "eventId",
                        "item-catalog.item:" + item + ".1",
                        "stream",
                        "item:" + item,
                        "version",
                        1,
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

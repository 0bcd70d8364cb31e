package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.receiving.rest.ReceiptCalls.adjustment;
import static org.lotledger.receiving.rest.ReceiptCalls.created;
import static org.lotledger.receiving.rest.ReceiptCalls.customerReturn;
import static org.lotledger.receiving.rest.ReceiptCalls.delivered;
import static org.lotledger.receiving.rest.ReceiptCalls.heard;
import static org.lotledger.receiving.rest.ReceiptCalls.json;
import static org.lotledger.receiving.rest.ReceiptCalls.line;
import static org.lotledger.receiving.rest.ReceiptCalls.lot;
import static org.lotledger.receiving.rest.ReceiptCalls.newCode;
import static org.lotledger.receiving.rest.ReceiptCalls.receipt;
import static org.lotledger.receiving.rest.ReceiptCalls.receive;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.receiving.CatalogStub;
import org.lotledger.receiving.OlderStore;
import org.lotledger.receiving.Shipping;

/** Whether private events make the announcements that are kept, of all that this and other tests have done. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class MappingQuarkusTest {
    private static final String GOOD = "2040-01-31";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String kafka;

    @Test
    void everything_that_was_done_makes_what_was_announced() {
        String item = newCode("P");
        String untracked = newCode("U");
        delivered(item, "104303/5", GOOD, "10.5");
        receive(created(
                receipt(line(1, item, "3", lot("A", GOOD, "1"), lot("B", GOOD, "2")), line(2, untracked, "0.25"))));
        try (Shipping shipping = new Shipping(kafka)) {
            String number = newCode("N");
            heard(shipping.shipped(item, "104303/5", "4", number));
            receive(created(customerReturn(number, line(1, item, "2", lot("104303/5", null, "2")))));
        }
        json(adjustment("COUNT", "\"order\":\"7\"", line(1, item, "1", lot("104303/5", null, "1"))))
                .post("/adjustments")
                .mustBe(201);
        json("{\"itemCode\":\"" + item
                        + "\",\"lotNumber\":\"A\",\"expirationDate\":\"2041-01-31\",\"reason\":\"misread\"}")
                .post("/lots/expiration-corrections")
                .mustBe(200);
        assertClean();
    }

    @Test
    void a_changed_event_a_changed_announcement_and_a_lost_one_are_named() {
        String item = newCode("P");
        Answer received = receive(created(receipt(line(1, item, "3", lot("A", GOOD, "1"), lot("B", GOOD, "2")))));
        awaitReadBack();
        String stream = "receipt:" + received.path("receiptNumber");
        String first = received.path("lines[0].lots[0].eventId");
        String second = received.path("lines[0].lots[1].eventId");
        String ofEvent = " where stream = '" + stream + "' and type = 'goods-received.v1'";
        String before = text("select data::text from event" + ofEvent);
        harm("event", "update event set data = replace(data::text, '2040-01-31', '2040-02-28')::jsonb" + ofEvent);
        List<Map<String, Object>> harmed = differences();
        harm("event", "update event set data = '" + before.replace("'", "''") + "'" + ofEvent);
        assertThat(harmed)
                .containsExactly(
                        difference(first, stream, "its event makes another body"),
                        difference(second, stream, "its event makes another body"));

        harm("event", "update event set data = '{}'" + ofEvent);
        harmed = differences();
        harm("event", "update event set data = '" + before.replace("'", "''") + "'" + ofEvent);
        assertThat(harmed).containsExactly(difference(null, stream, "an event that cannot be read as one of its kind"));

        String ofSecond = " where stream = '" + stream + "' and place = '/lines/0/lots/1'";
        harm("announcement", "update announcement set body = '{}'::bytea" + ofSecond);
        harmed = differences();
        assertThat(harmed).containsExactly(difference(second, stream, "its event makes another body"));
        harm("announcement", "delete from announcement" + ofSecond);
        harmed = differences();
        // For the tests that follow: gone are both, as if it had never been.
        harm("announcement", "delete from announcement where stream = '" + stream + "'");
        harm("event", "delete from event where stream = '" + stream + "'");
        assertThat(harmed)
                .containsExactly(
                        difference(null, stream, "an announcement about " + second.split("\\.")[1] + " is not kept"));
        assertClean();
    }

    @Test
    void one_announcement_and_what_follows_it_is_sent_again_and_an_unknown_one_is_refused() {
        String item = newCode("P");
        delivered(item, "A", GOOD, "1");
        Answer second = delivered(item, "A", GOOD, "2");
        delivered(item, "A", GOOD, "3");
        String from = second.header("Event-Id");
        assertThat(given().queryParam("from", from)
                        .post("/announcements/republish")
                        .<Integer>path("announcements"))
                .isEqualTo(2);
        for (String unknown : List.of(from.replaceAll("[.]2$", ".4"), from.replace("receiving", "shipping"), "2")) {
            Answer refused = given().queryParam("from", unknown).post("/announcements/republish");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/from");
        }
    }

    private static Map<String, Object> difference(String eventId, String stream, String detail) {
        Map<String, Object> difference = new HashMap<>();
        difference.put("eventId", eventId);
        difference.put("stream", stream);
        difference.put(
                "version",
                Integer.parseInt(text("select coalesce(max(version), 2) from event where stream = '" + stream + "'")));
        difference.put("detail", detail);
        return difference;
    }

    /** What is taken from the store later must not be missed by it: everything announced was read back before. */
    private void awaitReadBack() {
        Map<String, Object> config = Map.of("bootstrap.servers", kafka);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("lot-events").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            OlderStore.awaitTrue(() -> text("select count(*) from outbox").equals("0")
                    && text("select coalesce(sum(next_offset), 0) from own_offset")
                            .equals(Long.toString(consumer.endOffsets(partitions).values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())));
        }
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

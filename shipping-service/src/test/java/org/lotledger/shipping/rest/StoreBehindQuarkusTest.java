package org.lotledger.shipping.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.local.http.Call.given;
import static org.lotledger.shipping.OlderStore.awaitCommands;
import static org.lotledger.shipping.OlderStore.awaitRefusal;
import static org.lotledger.shipping.OlderStore.awaitTrue;
import static org.lotledger.shipping.OlderStore.text;
import static org.lotledger.shipping.rest.Calls.CUSTOMER;
import static org.lotledger.shipping.rest.Calls.GOOD;
import static org.lotledger.shipping.rest.Calls.act;
import static org.lotledger.shipping.rest.Calls.after;
import static org.lotledger.shipping.rest.Calls.announced;
import static org.lotledger.shipping.rest.Calls.available;
import static org.lotledger.shipping.rest.Calls.created;
import static org.lotledger.shipping.rest.Calls.done;
import static org.lotledger.shipping.rest.Calls.line;
import static org.lotledger.shipping.rest.Calls.listed;
import static org.lotledger.shipping.rest.Calls.lot;
import static org.lotledger.shipping.rest.Calls.newCode;
import static org.lotledger.shipping.rest.Calls.pathOf;
import static org.lotledger.shipping.rest.Calls.post;
import static org.lotledger.shipping.rest.Calls.refused;
import static org.lotledger.shipping.rest.Calls.shipment;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.EventLink;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.events.LotShipped;
import org.lotledger.events.PublicEventJson;
import org.lotledger.events.Quantity;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;
import org.lotledger.shipping.CatalogStub;
import org.lotledger.shipping.OlderStore;
import org.lotledger.shipping.Others;

/** A store that was restored behind what it published (docs/decisions/0020). */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(CatalogStub.class)
class StoreBehindQuarkusTest {
    private static final String PATH = "/shipments";

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
        OlderStore.letRead();
        others.close();
    }

    /**
     * Goal: all that was published in the lost time is here again, with its effects on every guard, and no number is given
     * out twice. Method: the database is copied, work goes on, the copy is put back under the running service.
     */
    @Test
    void a_store_that_went_back_refuses_takes_back_and_goes_on() {
        String box = newCode("U");
        String number = newCode("LOST-");
        String arrived = others.of(item, "A").date(GOOD).received("20");
        String boxes = others.of(box, null).received("10");
        Answer waiting = created(shipment(CUSTOMER, line(1, item, "3", lot("A", "3"))), arrived, boxes);
        Answer crowded = created(shipment(CUSTOMER, line(1, item, "9", lot("A", "9"))), arrived);
        OlderStore.copy();

        Answer left = done(act(
                created(
                        shipment(
                                "\"shipmentNumber\":\"" + number + "\"," + CUSTOMER,
                                line(1, item, "4", lot("A", "4")),
                                line(2, box, "2")),
                        arrived,
                        boxes),
                "ship"));
        done(act(waiting, "ship"));
        done(act(crowded, "void"));
        String back = "\"purpose\":\"SUPPLIER_RETURN\",\"party\":{\"code\":\"S1\"},\"location\":\"MAIN\","
                + "\"references\":{\"receipt\":\"R-1\"}";
        done(act(created(shipment(back, line(1, item, "5", lot("A", "5"))), arrived), "ship"));
        String loss = "{\"adjustmentNumber\":\"" + number + "\",\"type\":\"LOSS\",\"location\":\"MAIN\","
                + "\"reason\":\"broken\",\"lines\":[" + line(1, item, "1", lot("A", "1")) + "]}";
        assertThat(post("/adjustments" + after(arrived), loss).status()).isEqualTo(201);
        String lotId = LotId.of(item, new LotNumber("A")).toString();
        String boxId = LotId.of(box, null).toString();
        String announcedBefore = announced(lotId).text() + announced(boxId).text();
        String boxesBefore = available(box);
        OlderStore.putBack();

        Answer refused = awaitRefusal(PATH);
        assertThat(refused.<String>path("code")).isEqualTo("STORE_BEHIND");
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(given().get(pathOf(waiting)).<String>path("status")).isEqualTo("PENDING");
        // The pools notice one by one that their connections are gone.
        awaitTrue(() -> given().get("/q/health/ready").status() == 200);
        assertThat(given().get("/q/metrics").text()).containsPattern("lots_store_behind(\\{[^}]*})? 1\\.0");
        OlderStore.letRead();
        awaitCommands(PATH);

        assertThat(announced(lotId).text() + announced(boxId).text()).isEqualTo(announcedBefore);
        assertThat(given().get("/q/metrics").text()).containsPattern("lots_store_behind(\\{[^}]*})? 0\\.0");
        assertThat(available(box)).isEqualTo(boxesBefore);
        // 20 came; 4, 3, 5 and 1 left. What the copy still reserved for a shipment that was given up does not fit any
        // more.
        assertThat(available(item)).startsWith("7 on hand, 0 reserved, 7 available");
        assertThat(given().get(pathOf(crowded)).<String>path("lines[0].lotEntry"))
                .isEqualTo("MISSING");
        assertThat(given().get(pathOf(waiting)).<String>path("status")).isEqualTo("SHIPPED");
        Answer again = given().get("/shipments/" + number);
        assertThat(again.<Object>path("status")).isEqualTo("SHIPPED");
        assertThat(again.<Object>path("party.code")).isEqualTo("C1");
        assertThat(byLine(again, "lots.eventId")).isEqualTo(byLine(left, "lots.eventId"));
        assertThat(byLine(again, "quantity")).isEqualTo(byLine(left, "quantity"));
        assertThat(listed(
                        created409(
                                shipment("\"shipmentNumber\":\"" + number + "\"," + CUSTOMER, line(1, item, "1")),
                                "/shipments"),
                        "violations"))
                .containsExactly("/shipmentNumber ALREADY_EXISTS");
        assertThat(created409(loss, "/adjustments").<String>path("code")).isEqualTo("ALREADY_EXISTS");
        assertThat(refused(act(given().get(pathOf(waiting)), "ship"), 409))
                .containsExactly("/status DOCUMENT_NOT_PENDING");
        // 5 of the 20 that came by R-1 went back to the supplier in the lost time.
        String more = others.of(item, "A")
                .date(GOOD)
                .by(DocumentType.RECEIPT, newCode("R-"))
                .received("30");
        assertThat(refused(act(created(shipment(back, line(1, item, "16", lot("A", "16"))), more), "ship"), 409))
                .containsExactly("/lines/0/lots/0/quantity RETURN_LIMIT");
        done(act(created(shipment(back, line(1, item, "15", lot("A", "15"))), more), "ship"));
        assertThat(OlderStore.mappingDifferences()).isEmpty();
        assertThat(text("select sequence from announcement_counter where key = '" + lotId + "'"))
                .isEqualTo("5");
        assertThat(text("select count(*) from lost_announcement where state <> 'TAKEN_BACK'"))
                .isEqualTo("0");
    }

    private static Answer created409(String body, String path) {
        Answer answer = post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(409);
        return answer;
    }

    @Test
    void an_event_under_our_name_that_does_not_follow_is_never_adopted() {
        String arrived = others.of(item, "A").date(GOOD).received("20");
        done(act(created(shipment(CUSTOMER, line(1, item, "4", lot("A", "4"))), arrived), "ship"));
        String lotId = LotId.of(item, new LotNumber("A")).toString();
        send(lotId, 2, "{\"no\":\"event\"}".getBytes(StandardCharsets.UTF_8));
        String announcedBefore = announced(lotId).text();
        send(lotId, 2, forged(2, "0".repeat(64)));

        Answer refused = awaitRefusal(PATH);
        assertThat(refused.<String>path("code")).isEqualTo("STORE_BEHIND");
        awaitTrue(() -> text("select detail from lost_announcement where state = 'OPEN'")
                .contains("fork"));
        assertThat(OlderStore.probe(PATH).status()).isEqualTo(503);
        assertThat(announced(lotId).text()).isEqualTo(announcedBefore);
        assertThat(text("select count(*) from lost_announcement where state = 'OPEN'"))
                .isEqualTo("1");

        OlderStore.execute("update lost_announcement set state = 'SET_ASIDE' where state = 'OPEN'");
        awaitCommands(PATH);
        done(act(created(shipment(CUSTOMER, line(1, item, "1", lot("A", "1"))), arrived), "ship"));
    }

    @Test
    void commands_go_on_while_kafka_is_away_and_nothing_has_changed() {
        String arrived = others.of(item, "A").date(GOOD).received("20");
        Answer pending = created(shipment(CUSTOMER, line(1, item, "4", lot("A", "4"))), arrived);
        TestStack.kafka().suspend();
        try {
            done(act(pending, "ship"));
        } finally {
            TestStack.kafka().resume();
        }
    }

    private byte[] forged(long sequence, String previousHash) {
        LotNumber lotNumber = new LotNumber("A");
        UUID lotId = LotId.of(item, lotNumber);
        return PublicEventJson.write(new LotShipped(new LotFact(
                new EventLink("shipping." + lotId + "." + sequence, previousHash),
                lotId,
                item,
                lotNumber,
                null,
                Quantity.of("-1"),
                "EA",
                "MAIN",
                new DocumentRef(DocumentType.SHIPMENT, "FORGED", 1),
                null,
                Map.of(),
                null,
                Instant.now(),
                Instant.now(),
                "mallory",
                null,
                Map.of())));
    }

    private void send(String lotId, long sequence, byte[] body) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("lot-events", utf8(lotId), body);
            record.headers()
                    .add("ce_id", utf8("shipping." + lotId + "." + sequence))
                    .add("ce_source", utf8("shipping"))
                    .add("ce_type", utf8("LotShipped.v1"));
            producer.send(record);
            producer.flush();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** By line number: lines are taken back in the order in which the topic's partitions are read. */
    private static Map<Object, Object> byLine(Answer shipment, String field) {
        List<Object> numbers = shipment.path("lines.lineNumber");
        List<Object> values = shipment.path("lines." + field);
        Map<Object, Object> byLine = new HashMap<>();
        for (int i = 0; i < numbers.size(); i++) {
            byLine.put(numbers.get(i), values.get(i));
        }
        return byLine;
    }
}

package org.lotledger.catalog.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.lotledger.local.http.Call.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.ShippingStub;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.EventType;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;
import org.lotledger.events.PublicEventJson;
import org.lotledger.local.LocalKafka;
import org.lotledger.local.TestStack;

/** What arrives on the topic, as a consumer sees it. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
@QuarkusTestResource(ShippingStub.class)
class PublicEventsQuarkusTest {
    private static final String TRACE_PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Test
    void every_version_of_an_item_arrives_chained_to_the_one_before() throws NoSuchAlgorithmException {
        given().header("traceparent", TRACE_PARENT)
                .contentType("application/json")
                .body("""
                        {"itemCode":"CHAIN.1","description":"Gauze","type":"INVENTORIED","unit":"EA","quantityScale":2,
                         "gtin":"036000291452","lotTracked":true}""")
                .post("/items")
                .mustBe(201);
        given().put("/items/CHAIN.1/uses/receiving").mustBe(200);
        given().put("/items/CHAIN.1/uses/receiving").mustBe(200);
        given().put("/items/CHAIN.1/uses/shipping").mustBe(200);

        List<ConsumerRecord<String, byte[]>> records = await("catalog-events", "item:CHAIN.1", 3);

        assertThat(records)
                .hasSize(3)
                .extracting(ConsumerRecord::partition)
                .containsOnly(records.getFirst().partition());
        String previousHash = null;
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> record = records.get(i);
            String eventId = "item-catalog.item:CHAIN.1." + (i + 1);
            ItemChanged event = (ItemChanged) PublicEventJson.read(EventType.ITEM_CHANGED, record.value());
            assertThat(event.link().eventId()).isEqualTo(eventId);
            assertThat(event.link().previousHash()).isEqualTo(previousHash);
            assertThat(event.version()).isEqualTo(i + 1);
            assertThat(event.gtin()).isEqualTo("036000291452");
            assertThat(event.perishable()).isTrue();
            assertThat(event.actor()).isEqualTo("local");
            assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(header(record, "ce_id")).isEqualTo(eventId);
            assertThat(header(record, "ce_type")).isEqualTo("ItemChanged.v1");
            assertThat(header(record, "ce_source")).isEqualTo("item-catalog");
            assertThat(header(record, "ce_subject")).isEqualTo("item:CHAIN.1");
            assertThat(header(record, "ce_sequence")).isEqualTo(Integer.toString(i + 1));
            assertThat(Instant.parse(header(record, "ce_time"))).isEqualTo(event.recordedAt());
            previousHash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(record.value()));
        }
        assertThat(header(records.getFirst(), "traceparent")).startsWith(TRACE_PARENT.substring(0, 35));
        assertThat(usedBy(records)).containsExactly(List.of(), List.of("receiving"), List.of("receiving", "shipping"));
    }

    @Test
    void a_place_arrives_whole() {
        given().contentType("application/json")
                .body("{\"name\":\"Returns\",\"netStock\":false}")
                .put("/locations/CHAIN.1")
                .mustBe(201);

        ConsumerRecord<String, byte[]> record =
                await("catalog-events", "location:CHAIN.1", 1).getFirst();

        LocationChanged event = (LocationChanged) PublicEventJson.read(EventType.LOCATION_CHANGED, record.value());
        assertThat(header(record, "ce_type")).isEqualTo("LocationChanged.v1");
        assertThat(event.name()).isEqualTo("Returns");
        assertThat(event.netStock()).isFalse();
        assertThat(event.version()).isEqualTo(1);
    }

    @Test
    void commands_go_on_and_the_service_stays_ready_while_kafka_does_not_answer() {
        LocalKafka kafka = TestStack.kafka();
        kafka.suspend();
        try {
            given().contentType("application/json").body("""
                            {"itemCode":"OUTAGE","description":"x","type":"INVENTORIED","unit":"EA","quantityScale":0}""").post("/items").mustBe(201);
            given().get("/q/health/ready").mustBe(200).mustHave("status", equalTo("UP"));
            given().get("/q/health/live").mustBe(200).mustHave("status", equalTo("UP"));
        } finally {
            kafka.resume();
        }

        assertThat(await("catalog-events", "item:OUTAGE", 1)).hasSize(1);
    }

    @Test
    void all_announcements_can_be_sent_again_as_they_were() {
        given().contentType("application/json")
                .body("{\"name\":\"Main\"}")
                .put("/locations/AGAIN")
                .mustBe(201);
        byte[] first = await("catalog-events", "location:AGAIN", 1).getFirst().value();

        given().post("/announcements/republish").mustBe(200);

        assertThat(await("catalog-events", "location:AGAIN", 2))
                .extracting(ConsumerRecord::value)
                .containsExactly(first, first);
    }

    @Test
    void holds_and_releases_arrive_on_the_topic_of_their_lot() {
        given().contentType("application/json").body("""
                        {"itemCode":"CHAIN.2","description":"Gauze","type":"INVENTORIED","unit":"KG","quantityScale":2,
                         "lotTracked":true}""").post("/items").mustBe(201);
        String holdId = given().contentType("application/json")
                .body("""
                        {"itemCode":"CHAIN.2","lotNumber":"104303/5","kind":"QUARANTINE","reason":"Laboratory"}""")
                .post("/lot-holds")
                .path("holdId");
        given().contentType("application/json")
                .body("{\"reason\":\"Sound\"}")
                .post("/lot-holds/" + holdId + "/release")
                .mustBe(200);
        String lotId = LotId.of("CHAIN.2", new LotNumber("104303/5")).toString();

        List<ConsumerRecord<String, byte[]>> records = await("lot-events", lotId, 2);

        assertThat(records).extracting(record -> header(record, "ce_type")).containsOnly("LotAdjusted.v1");
        List<LotAdjusted> events = records.stream()
                .map(record -> (LotAdjusted) PublicEventJson.read(EventType.LOT_ADJUSTED, record.value()))
                .toList();
        assertThat(events)
                .extracting(LotAdjusted::reason)
                .containsExactly(AdjustmentReason.QUARANTINE, AdjustmentReason.RELEASE);
        assertThat(events).extracting(LotAdjusted::fact).allSatisfy(fact -> {
            assertThat(fact.document().number()).isEqualTo(holdId);
            assertThat(fact.unit()).isEqualTo("KG");
            assertThat(fact.location()).isNull();
        });
        assertThat(events.getLast().fact().corrects()).isEqualTo("item-catalog." + lotId + ".1");
        ItemChanged item = (ItemChanged) PublicEventJson.read(
                EventType.ITEM_CHANGED,
                await("catalog-events", "item:CHAIN.2", 2).getLast().value());
        assertThat(item.usedBy()).containsExactly("item-catalog");
    }

    private List<ConsumerRecord<String, byte[]>> await(String topic, String key, int count) {
        return TopicReader.await(bootstrapServers, topic, key, count);
    }

    private static List<List<String>> usedBy(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(record -> (ItemChanged) PublicEventJson.read(EventType.ITEM_CHANGED, record.value()))
                .map(ItemChanged::usedBy)
                .toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        byte[] value = Arrays.stream(record.headers().toArray())
                .filter(header -> header.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no header " + name))
                .value();
        return new String(value, StandardCharsets.UTF_8);
    }
}

package org.lotledger.catalog.messaging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.lotledger.events.EventType;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.PublicEventJson;
import org.lotledger.local.LocalKafka;
import org.lotledger.local.TestStack;

/** What arrives on the topic, as a consumer sees it. */
@QuarkusTest
@QuarkusTestResource(TestStack.class)
class ItemChangedQuarkusTest {
    private static final Duration ARRIVAL_MAX = Duration.ofSeconds(20);
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
                .then()
                .statusCode(201);
        given().put("/items/CHAIN.1/uses/receiving").then().statusCode(200);
        given().put("/items/CHAIN.1/uses/receiving").then().statusCode(200);
        given().put("/items/CHAIN.1/uses/shipping").then().statusCode(200);

        List<ConsumerRecord<String, byte[]>> records = await("item:CHAIN.1", 3);

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
                .then()
                .statusCode(201);

        ConsumerRecord<String, byte[]> record = await("location:CHAIN.1", 1).getFirst();

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
            given().contentType("application/json")
                    .body("""
                            {"itemCode":"OUTAGE","description":"x","type":"INVENTORIED","unit":"EA","quantityScale":0}""")
                    .post("/items")
                    .then()
                    .statusCode(201);
            given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
            given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
        } finally {
            kafka.resume();
        }

        assertThat(await("item:OUTAGE", 1)).hasSize(1);
    }

    @Test
    void all_announcements_can_be_sent_again_as_they_were() {
        given().contentType("application/json")
                .body("{\"name\":\"Main\"}")
                .put("/locations/AGAIN")
                .then()
                .statusCode(201);
        byte[] first = await("location:AGAIN", 1).getFirst().value();

        given().post("/announcements/republish").then().statusCode(200);

        assertThat(await("location:AGAIN", 2)).extracting(ConsumerRecord::value).containsExactly(first, first);
    }

    private static List<List<String>> usedBy(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .map(record -> (ItemChanged) PublicEventJson.read(EventType.ITEM_CHANGED, record.value()))
                .map(ItemChanged::usedBy)
                .toList();
    }

    /** The first so many records of the key, from the start of the topic. */
    private List<ConsumerRecord<String, byte[]>> await(String key, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("catalog-events").stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Instant deadline = Instant.now().plus(ARRIVAL_MAX);
            while (found.size() < count && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.key().equals(key)) {
                        found.add(record);
                    }
                });
            }
        }
        assertThat(found).as("records of " + key).hasSizeGreaterThanOrEqualTo(count);
        return found.subList(0, count);
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

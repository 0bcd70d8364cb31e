package org.lotledger.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Goal: code, schemas, golden files and asyncapi.yaml tell one story. Method: each is listed and compared with
 * {@link EventType} or with what the writer really writes, so that a missing part and an extra part both fail.
 */
class ContractFilesTest {

    static final Set<String> GOLDEN_FILES = ContractFiles.goldenFiles();

    private static final Map<EventType, JsonSchema> SCHEMAS = new EnumMap<>(EventType.class);

    static {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        for (EventType type : EventType.values()) {
            SCHEMAS.put(type, factory.getSchema(ContractFiles.schema(type), config));
        }
    }

    @ParameterizedTest
    @FieldSource("GOLDEN_FILES")
    void every_golden_file_fits_its_schema(String file) {
        assertEquals(Set.of(), problems(ContractFiles.typeOf(file), ContractFiles.golden(file)));
    }

    @ParameterizedTest
    @FieldSource("GOLDEN_FILES")
    void what_the_writer_writes_fits_the_schema(String file) {
        PublicEvent event = GoldenEvents.BY_FILE.get(file);
        assertEquals(Set.of(), problems(event.type(), ContractFiles.tree(PublicEventJson.write(event))));
    }

    @ParameterizedTest
    @FieldSource("GOLDEN_FILES")
    void without_a_required_field_neither_schema_nor_reader_take_it(String file) {
        EventType type = ContractFiles.typeOf(file);
        for (String field : required(ContractFiles.schema(type))) {
            ObjectNode mutated = ContractFiles.golden(file).deepCopy();
            mutated.remove(field);
            refusedByBoth(type, mutated, "without " + field);
        }
    }

    @ParameterizedTest
    @FieldSource("GOLDEN_FILES")
    void a_field_of_the_wrong_type_neither_schema_nor_reader_take(String file) {
        EventType type = ContractFiles.typeOf(file);
        for (String field : ContractFiles.fieldNames(ContractFiles.golden(file))) {
            ObjectNode mutated = ContractFiles.golden(file).deepCopy();
            if (mutated.get(field).isTextual()) {
                mutated.put(field, 7);
            } else {
                mutated.put(field, "7");
            }
            refusedByBoth(type, mutated, field + " = " + mutated.get(field));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LotReceived.v1/full.json, quantityChange, -1",
        "LotReceived.v1/full.json, quantityChange, 0",
        "LotShipped.v1/full.json, quantityChange, 1",
        "LotAdjusted.v1/recall.json, quantityChange, 1",
        "LotAdjusted.v1/count-down-smallest-step.json, quantityChange, 0",
        "LotAdjusted.v1/customer-return.json, quantityChange, -1",
        "LotAdjusted.v1/receipt-correction-full.json, quantityChange, 1",
        "LotReceived.v1/full.json, quantityChange, 1000000000000000",
        "LotAdjusted.v1/recall.json, reason, '\"EATEN\"'",
        "LotAdjusted.v1/transfer-in.json, location, null",
        "LotReceived.v1/minimal.json, lotNumber, '\"\"'",
        "LotReceived.v1/minimal.json, lotId, '\"no uuid\"'",
        "LotReceived.v1/full.json, previousHash, '\"ABC\"'",
        "LotReceived.v1/full.json, previousHash, null",
        "LotReceived.v1/minimal.json, previousHash, '\"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"'",
        "LotReceived.v1/full.json, expirationDate, '\"2030-02-30\"'",
        "LotReceived.v1/full.json, occurredAt, '\"yesterday\"'",
        "LotReceived.v1/full.json, basedOn, '{\"shipping\":0}'",
        "LotReceived.v1/full.json, references, '{\"order\":7}'",
        "LotReceived.v1/full.json, document, '{\"type\":\"LETTER\",\"number\":\"1\"}'",
        "LotReceived.v1/full.json, document, '{\"type\":\"RECEIPT\",\"number\":\"1\",\"line\":0}'",
        "LotReceived.v1/full.json, party, '{\"role\":\"FRIEND\",\"code\":\"1\"}'",
        "ItemChanged.v1/full.json, quantityScale, 7",
        "ItemChanged.v1/full.json, version, 0",
        "ItemChanged.v1/full.json, version, 1.5",
        "ItemChanged.v1/full.json, usedBy, '[null]'",
        "LocationChanged.v1/full.json, address, '{\"street\":\"x\",\"city\":\"y\"}'",
    })
    void a_value_out_of_range_neither_schema_nor_reader_take(String file, String field, String json) {
        ObjectNode mutated = ContractFiles.golden(file).deepCopy();
        if (json.equals("null")) {
            mutated.remove(field);
        } else {
            mutated.set(field, ContractFiles.tree(json.getBytes(StandardCharsets.UTF_8)));
        }
        refusedByBoth(ContractFiles.typeOf(file), mutated, field + " = " + json);
    }

    @ParameterizedTest
    @FieldSource("GOLDEN_FILES")
    void an_unknown_field_is_fine_for_schema_and_reader(String file) {
        EventType type = ContractFiles.typeOf(file);
        ObjectNode mutated = ContractFiles.golden(file).deepCopy();
        mutated.putObject("fieldOfALaterVersion").putArray("with").add(1).add("more");
        assertEquals(Set.of(), problems(type, mutated));
        assertEquals(GoldenEvents.BY_FILE.get(file), PublicEventJson.read(type, bytes(mutated)));
    }

    @Test
    void every_event_type_has_a_schema_and_golden_files_and_nothing_else_has() {
        assertEquals(wireNames(type -> type.wireName() + ".json"), ContractFiles.names("schemas"));
        assertEquals(wireNames(EventType::wireName), ContractFiles.names("golden"));
        assertEquals(new TreeSet<>(GoldenEvents.BY_FILE.keySet()), GOLDEN_FILES);
        for (EventType type : EventType.values()) {
            assertTrue(
                    ContractFiles.names("golden/" + type.wireName()).stream().anyMatch(name -> name.endsWith(".json")));
            assertEquals(
                    "urn:lotledger:schema:" + type.wireName(),
                    ContractFiles.schema(type).path("$id").textValue());
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void the_schema_names_exactly_the_fields_that_are_written(EventType type) {
        JsonNode schema = ContractFiles.schema(type);
        Set<String> described = described("", schema).collect(Collectors.toCollection(TreeSet::new));
        Set<String> written = written(type).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(described, written, "a golden file with every field is needed too");
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void the_schema_lists_the_fields_in_the_order_in_which_they_are_written(EventType type) {
        GoldenEvents.BY_FILE.values().stream()
                .filter(event -> event.type() == type)
                .forEach(event -> {
                    JsonNode written = ContractFiles.tree(PublicEventJson.write(event));
                    assertEquals(
                            stream(ContractFiles.schema(type).get("properties"))
                                    .filter(written::has)
                                    .toList(),
                            stream(written).toList());
                });
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void every_field_is_described(EventType type) {
        everyPropertyIsDescribed(ContractFiles.schema(type));
    }

    @Test
    void the_three_lot_events_describe_their_common_fields_alike() {
        JsonNode received = ContractFiles.schema(EventType.LOT_RECEIVED).get("properties");
        // What differs: the source in the event id, the sign, and where the location may be absent.
        Set<String> own = Set.of("eventId", "quantityChange", "location", "reason");
        for (EventType type : Set.of(EventType.LOT_SHIPPED, EventType.LOT_ADJUSTED)) {
            JsonNode other = ContractFiles.schema(type).get("properties");
            stream(other)
                    .filter(field -> !own.contains(field))
                    .forEach(field -> assertEquals(received.get(field), other.get(field), field));
        }
    }

    @Test
    void the_schemas_list_the_values_of_the_enums() {
        JsonNode adjusted = ContractFiles.schema(EventType.LOT_ADJUSTED).get("properties");
        assertEquals(names(AdjustmentReason.values()), texts(adjusted.at("/reason/enum")));
        assertEquals(names(DocumentType.values()), texts(adjusted.at("/document/properties/type/enum")));
        assertEquals(names(PartyRole.values()), texts(adjusted.at("/party/properties/role/enum")));
        JsonNode item = ContractFiles.schema(EventType.ITEM_CHANGED).get("properties");
        assertEquals(names(ItemType.values()), texts(item.at("/type/enum")));
        assertEquals(names(ItemStatus.values()), texts(item.at("/status/enum")));
    }

    @ParameterizedTest
    @EnumSource(AdjustmentReason.class)
    void schema_and_record_agree_on_the_sign_of_each_reason(AdjustmentReason reason) {
        ObjectNode golden =
                ContractFiles.golden("LotAdjusted.v1/transfer-in.json").deepCopy();
        golden.put("reason", reason.name());
        for (int quantity : new int[] {-1, 0, 1}) {
            golden.put("quantityChange", quantity);
            assertEquals(
                    reason.allows(Quantity.of(quantity)),
                    problems(EventType.LOT_ADJUSTED, golden).isEmpty(),
                    reason + " " + quantity);
        }
        golden.put("quantityChange", reason.direction() == AdjustmentReason.Direction.OUT ? -1 : 1);
        golden.remove("location");
        assertFalse(
                problems(EventType.LOT_ADJUSTED, golden).isEmpty(),
                "only a change of standing has no location: " + reason);
    }

    @Test
    void the_async_api_has_exactly_our_topics_and_messages() {
        JsonNode api = ContractFiles.asyncApi();
        assertEquals(
                Arrays.stream(Topic.values()).map(Topic::wireName).collect(Collectors.toCollection(TreeSet::new)),
                ContractFiles.fieldNames(api.get("channels")));
        assertEquals(wireNames(EventType::wireName), ContractFiles.fieldNames(api.at("/components/messages")));
        for (Topic topic : Topic.values()) {
            JsonNode channel = api.get("channels").get(topic.wireName());
            assertEquals(topic.wireName(), channel.get("address").textValue());
            assertEquals(topic.wireName(), channel.at("/bindings/kafka/topic").textValue());
            assertEquals(
                    -1,
                    channel.at("/bindings/kafka/topicConfiguration/retention.ms")
                            .asInt(),
                    "kept for ever");
            assertEquals(
                    Arrays.stream(EventType.values())
                            .filter(type -> type.topic() == topic)
                            .map(EventType::wireName)
                            .collect(Collectors.toCollection(TreeSet::new)),
                    ContractFiles.fieldNames(channel.get("messages")));
        }
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void the_async_api_message_points_at_its_schema_and_names_its_type(EventType type) {
        JsonNode message = ContractFiles.asyncApi().at("/components/messages").get(type.wireName());
        assertEquals(type.wireName(), message.get("name").textValue());
        assertEquals(
                "./schemas/" + type.wireName() + ".json",
                message.at("/payload/schema/$ref").textValue());
        assertEquals(
                type.wireName(),
                message.at("/headers/allOf/1/properties/ce_type/const").textValue());
    }

    @Test
    void the_async_api_lists_the_headers_and_the_sources() {
        JsonNode headers = ContractFiles.asyncApi().at("/components/schemas/headers/properties");
        assertEquals(
                new TreeSet<>(Set.of(
                        "ce_id",
                        "ce_type",
                        "ce_source",
                        "ce_subject",
                        "ce_time",
                        "ce_sequence",
                        "ce_specversion",
                        "traceparent",
                        "content-type")),
                ContractFiles.fieldNames(headers));
        assertEquals(
                Arrays.stream(Source.values()).map(Source::wireName).collect(Collectors.toCollection(TreeSet::new)),
                texts(headers.at("/ce_source/enum")));
    }

    @Test
    void every_reference_inside_the_async_api_leads_somewhere() {
        JsonNode api = ContractFiles.asyncApi();
        api.findValuesAsText("$ref").stream()
                .filter(reference -> reference.startsWith("#"))
                .forEach(reference -> assertFalse(api.at(reference.substring(1)).isMissingNode(), reference));
    }

    private static void refusedByBoth(EventType type, ObjectNode mutated, String how) {
        assertFalse(problems(type, mutated).isEmpty(), "the schema takes it " + how);
        assertThrows(
                UnreadableEvent.class, () -> PublicEventJson.read(type, bytes(mutated)), "the reader takes it " + how);
    }

    private static Set<String> problems(EventType type, JsonNode json) {
        return SCHEMAS.get(type).validate(json).stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<String> written(EventType type) {
        return GoldenEvents.BY_FILE.values().stream()
                .filter(event -> event.type() == type)
                .flatMap(event -> paths("", ContractFiles.tree(PublicEventJson.write(event))));
    }

    /** Fields as {@code document.type}; a free map counts as one field. */
    private static Stream<String> paths(String prefix, JsonNode object) {
        return stream(object).flatMap(field -> {
            boolean isRecord = Set.of("document", "party", "address").contains(field);
            Stream<String> inner = isRecord ? paths(prefix + field + ".", object.get(field)) : Stream.empty();
            return Stream.concat(Stream.of(prefix + field), inner);
        });
    }

    private static Stream<String> described(String prefix, JsonNode schema) {
        JsonNode properties = schema.path("properties");
        return stream(properties)
                .flatMap(field -> Stream.concat(
                        Stream.of(prefix + field), described(prefix + field + ".", properties.get(field))));
    }

    private static void everyPropertyIsDescribed(JsonNode schema) {
        schema.path("properties").properties().forEach(property -> {
            assertTrue(property.getValue().path("description").asText().length() > 10, property.getKey());
            everyPropertyIsDescribed(property.getValue());
        });
    }

    private static Stream<String> stream(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey);
    }

    private static Set<String> required(JsonNode schema) {
        return texts(schema.get("required"));
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> wireNames(Function<EventType, String> name) {
        return Arrays.stream(EventType.values()).map(name).collect(Collectors.toCollection(TreeSet::new));
    }
}

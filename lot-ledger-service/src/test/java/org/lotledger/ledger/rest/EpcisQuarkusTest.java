package org.lotledger.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lotledger.ledger.LedgerClient.ask;
import static org.lotledger.ledger.LedgerClient.get;
import static org.lotledger.ledger.LedgerClient.json;
import static org.lotledger.local.http.Call.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.Warehouse;
import org.lotledger.local.TestStack;
import org.lotledger.local.http.Answer;

@QuarkusTest
@WithTestResource(TestStack.class)
class EpcisQuarkusTest {
    private static final String SCHEMA = "shared/data/epcis/EPCIS-JSON-Schema.json";
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final String EVENTS = "/epcis/events";

    private final TestAnnouncer announcer = new TestAnnouncer();
    private final Warehouse warehouse = new Warehouse(announcer);

    @AfterEach
    void close() {
        announcer.close();
    }

    private static JsonNode events(JsonNode document) {
        return document.at("/epcisBody/queryResults/resultsBody/eventList");
    }

    private static List<JsonNode> ofLot(TestLot lot) {
        List<JsonNode> found = new ArrayList<>();
        events(get(EVENTS, "MATCH_anyEPCClass", uri(lot), "perPage", 500)).forEach(found::add);
        return found;
    }

    private static String uri(TestLot lot) {
        return "https://lotledger.org/lot/" + lot.id();
    }

    /** All pages, by the Link header alone. */
    private static List<JsonNode> walk(Object... parameters) {
        List<JsonNode> all = new ArrayList<>();
        Answer answer = ask(EVENTS, parameters);
        while (true) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            events(json(answer)).forEach(all::add);
            String link = answer.header("Link");
            if (link == null) {
                return all;
            }
            Matcher next = NEXT.matcher(link);
            assertThat(next.matches()).as(link).isTrue();
            answer = given().get(next.group(1));
        }
    }

    /** One of everything that can happen, on lots that no other test has. */
    private record Busy(TestLot gauze, TestLot milk, TestLot kit, TestLot untracked, String gtin) {}

    private Busy aBusyDay() {
        String itemCode = TestLot.freshItem();
        String gtin = gtin13(itemCode);
        Busy busy = new Busy(
                TestLot.of(itemCode, "104303/5 %Ä"),
                TestLot.of(TestLot.freshItem(), "100 E02"),
                TestLot.fresh(),
                TestLot.of(TestLot.freshItem(), null),
                gtin);
        Party supplier = new Party(PartyRole.SUPPLIER, "S 1/ä", "Acme", null);
        warehouse.item(itemCode, "Gauze", "EA", gtin);
        Announced received = warehouse.add(LotDraft.received(busy.gauze, "30")
                .expires(LocalDate.of(2030, 6, 30))
                .party(supplier)
                .reference("purchaseOrder", "PO-7"));
        warehouse.add(LotDraft.received(busy.milk, "12.5").unit("KGM").expires(LocalDate.of(2020, 1, 31)));
        warehouse.add(LotDraft.received(busy.untracked, "8"));
        Announced shipped = warehouse.ship(busy.gauze, "5", "S-77", "C1");
        warehouse.takeBack(busy.gauze, "1", "R-78", "S-77", "C1");
        warehouse.sendBack(busy.gauze, "2", "S-79", "R-1", "S1");
        warehouse.add(LotDraft.adjusted(busy.gauze, Source.SHIPPING, AdjustmentReason.TRANSFER_OUT, "-3")
                .document(DocumentType.SHIPMENT, "T-1", 1)
                .reference("transfer", "T-1")
                .reference("toLocation", "COLD"));
        warehouse.add(LotDraft.adjusted(busy.gauze, Source.RECEIVING, AdjustmentReason.TRANSFER_IN, "3")
                .document(DocumentType.RECEIPT, "R-80", 1)
                .reference("transfer", "T-1")
                .at("COLD"));
        warehouse.add(LotDraft.adjusted(busy.milk, Source.SHIPPING, AdjustmentReason.LOSS, "-0.125")
                .unit("KGM"));
        warehouse.add(LotDraft.adjusted(busy.milk, Source.SHIPPING, AdjustmentReason.COUNT, "-0.375")
                .unit("KGM"));
        warehouse.add(LotDraft.adjusted(busy.untracked, Source.RECEIVING, AdjustmentReason.BEGINNING_BALANCE, "1"));
        String assembly = "ASM-" + itemCode;
        warehouse.issue(busy.gauze, "4", assembly);
        warehouse.add(LotDraft.adjusted(busy.milk, Source.SHIPPING, AdjustmentReason.ASSEMBLY_ISSUE, "-1.5")
                .unit("KGM")
                .document(DocumentType.SHIPMENT, "S-" + assembly, 2)
                .reference("assembly", assembly));
        warehouse.add(LotDraft.adjusted(busy.kit, Source.RECEIVING, AdjustmentReason.ASSEMBLY_OUTPUT, "2")
                .document(DocumentType.RECEIPT, "R-" + assembly, 1)
                .reference("assembly", assembly)
                .recorded(LotDraft.NOON.plusSeconds(120)));
        warehouse.add(LotDraft.adjusted(busy.gauze, Source.RECEIVING, AdjustmentReason.ASSEMBLY_UNISSUE, "1")
                .document(DocumentType.RECEIPT, "U-" + assembly, 1)
                .reference("assembly", assembly)
                .recorded(LotDraft.NOON.plusSeconds(180)));
        warehouse.add(LotDraft.adjusted(busy.gauze, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-1")
                .reference("receipt", "R-1")
                .corrects(received.eventId())
                .recorded(LotDraft.NOON.plusSeconds(240)));
        warehouse.add(LotDraft.adjusted(busy.gauze, Source.RECEIVING, AdjustmentReason.SHIPMENT_CORRECTION, "5")
                .reference("shipment", "S-77")
                .corrects(shipped.eventId())
                .recorded(LotDraft.NOON.plusSeconds(300)));
        Announced recall = warehouse.add(LotDraft.hold(busy.gauze, AdjustmentReason.RECALL, "H-" + itemCode));
        warehouse.add(LotDraft.hold(busy.gauze, AdjustmentReason.RELEASE, "H-" + itemCode)
                .corrects(recall.eventId())
                .recorded(LotDraft.NOON.plusSeconds(360)));
        warehouse.add(LotDraft.adjusted(busy.gauze, Source.RECEIVING, AdjustmentReason.EXPIRATION_CORRECTED, "0")
                .expires(LocalDate.of(2030, 7, 31))
                .document(DocumentType.EXPIRATION_CORRECTION, "X-1", null)
                .at(null));
        warehouse.settle();
        return busy;
    }

    /** A number that no other item has, with a right check digit. */
    private static String gtin13(String itemCode) {
        String digits = "40123" + String.format("%07d", Integer.parseInt(itemCode.replaceAll("[^0-9]", "")));
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return digits + (10 - sum % 10) % 10;
    }

    @Test
    void what_is_answered_is_valid_by_the_schema_of_gs1() throws IOException {
        Path file = schemaFile();
        aBusyDay();
        JsonSchema schema;
        try (InputStream json = Files.newInputStream(file)) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                    .getSchema(
                            json,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        }
        JsonNode document = get(EVENTS, "perPage", 500);
        assertThat(events(document).size()).isGreaterThan(15);
        Set<ValidationMessage> wrong = schema.validate(document);
        assertThat(wrong).isEmpty();
        // The schema would notice.
        ((com.fasterxml.jackson.databind.node.ObjectNode) events(document).get(0)).put("bizStep", "returning");
        assertThat(schema.validate(document)).isNotEmpty();
    }

    private static Path schemaFile() {
        Path found = Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .map(folder -> folder.resolve(SCHEMA))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "skipped: " + SCHEMA + " is not beside the repository");
        return found;
    }

    @Test
    void a_document_says_what_it_is() {
        TestLot lot = TestLot.fresh();
        warehouse.receive(lot, "10.50", "R-5", "S1");
        warehouse.settle();
        Answer answer = given().accept("application/json")
                .queryParam("MATCH_anyEPCClass", uri(lot))
                .get(EVENTS);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(ask(EVENTS, "perPage", 1).header("Content-Type")).startsWith("application/ld+json");
        assertThat(answer.header("GS1-EPCIS-Version")).isEqualTo("2.0");
        JsonNode document = json(answer);
        assertThat(document.get("type").asText()).isEqualTo("EPCISQueryDocument");
        assertThat(document.get("schemaVersion").asText()).isEqualTo("2.0");
        assertThat(document.at("/@context/0").asText())
                .isEqualTo("https://ref.gs1.org/standards/epcis/epcis-context.jsonld");
        assertThat(document.at("/epcisBody/queryResults/queryName").asText()).isEqualTo("SimpleEventQuery");
        JsonNode event = events(document).get(0);
        assertThat(event.get("type").asText()).isEqualTo("ObjectEvent");
        assertThat(event.get("action").asText()).isEqualTo("OBSERVE");
        assertThat(event.get("eventTime").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(event.get("eventTimeZoneOffset").asText()).isEqualTo("+00:00");
        assertThat(event.get("recordTime").asText()).isEqualTo("2026-11-20T12:01:00Z");
        assertThat(event.at("/quantityList/0").toString())
                .isEqualTo("{\"epcClass\":\"" + uri(lot) + "\",\"quantity\":10.5,\"uom\":\"EA\"}");
        assertThat(event.at("/readPoint/id").asText()).isEqualTo("https://lotledger.org/location/MAIN");
        assertThat(event.at("/sourceList/0").toString())
                .isEqualTo("{\"type\":\"possessing_party\",\"source\":\"https://lotledger.org/party/supplier/S1\"}");
        assertThat(event.get("lotledger:lotNumber").asText()).isEqualTo("L-1");
        assertThat(event.get("eventID").asText()).startsWith("urn:uuid:");
    }

    @Test
    void lots_are_found_by_gtin_and_number_by_gtin_and_by_our_name() {
        Busy busy = aBusyDay();
        String item = "https://id.gs1.org/01/0" + busy.gtin;
        String lot = item + "/10/104303%2F5%20%25%C3%84";
        List<JsonNode> byLot = walk("MATCH_anyEPCClass", lot);
        assertThat(byLot)
                .isNotEmpty()
                .isEqualTo(walk("MATCH_anyEPCClass", item))
                .isEqualTo(ofLot(busy.gauze));
        assertThat(byLot)
                .anySatisfy(
                        event -> assertThat(event.at("/quantityList/0/epcClass").asText())
                                .isEqualTo(lot));
        // The assembly and its correction belong to all of their lots.
        assertThat(ofLot(busy.kit))
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.get("type").asText()).isEqualTo("TransformationEvent"));
        assertThat(byLot).containsAll(ofLot(busy.kit));
        assertThat(ofLot(busy.milk)).containsAll(ofLot(busy.kit));
        assertThat(walk("MATCH_anyEPCClass", uri(busy.untracked) + "|" + uri(busy.kit)))
                .hasSize(5);
        assertThat(walk("MATCH_anyEPCClass", uri(busy.untracked), "MATCH_anyEPCClass", uri(busy.kit)))
                .hasSize(5);
        assertThat(walk("MATCH_anyEPCClass", item + "/10/unknown")).isEmpty();
        assertThat(walk("MATCH_anyEPCClass", "urn:epc:class:lgtin:4012345.000001.L"))
                .isEmpty();
    }

    @Test
    void an_assembly_says_what_it_was_made_of() {
        Busy busy = aBusyDay();
        List<JsonNode> told = ofLot(busy.kit);
        assertThat(told.get(0).has("errorDeclaration")).isFalse();
        assertThat(told.get(0).at("/inputQuantityList").findValuesAsText("quantity"))
                .containsExactlyInAnyOrder("4", "1.5");
        assertThat(told.get(0).at("/ilmd/cbvmda:lotNumber").asText()).isEqualTo("L-1");
        JsonNode wrong = told.get(1);
        assertThat(wrong.get("eventID")).isEqualTo(told.get(0).get("eventID"));
        assertThat(wrong.at("/errorDeclaration/reason").asText()).isEqualTo("incorrect_data");
        assertThat(wrong.at("/errorDeclaration/correctiveEventIDs/0"))
                .isEqualTo(told.get(2).get("eventID"));
        assertThat(told.get(2).at("/inputQuantityList").findValuesAsText("quantity"))
                .containsExactlyInAnyOrder("3", "1.5");
    }

    /** What counts of a lot, read as the standard says: without what was declared wrong, adds up to what there is of it. */
    @Test
    void what_stands_adds_up_to_the_balance() {
        Busy busy = aBusyDay();
        for (TestLot lot : List.of(busy.gauze, busy.milk, busy.kit, busy.untracked)) {
            List<JsonNode> told = ofLot(lot);
            Set<String> wrong = new HashSet<>();
            told.stream()
                    .filter(event -> event.has("errorDeclaration"))
                    .forEach(event -> wrong.add(event.get("eventID").asText()));
            double sum = told.stream()
                    .filter(event -> !wrong.contains(event.get("eventID").asText()))
                    .mapToDouble(event -> signed(event, lot, busy))
                    .sum();
            assertThat(sum).isEqualTo(get(lot.path()).get("onHand").asDouble());
        }
    }

    private static double signed(JsonNode event, TestLot lot, Busy busy) {
        String uri =
                lot == busy.gauze ? "https://id.gs1.org/01/0" + busy.gtin + "/10/104303%2F5%20%25%C3%84" : uri(lot);
        double sum = 0;
        for (JsonNode quantity : event.path("quantityList")) {
            sum += Math.signum(event.get("lotledger:quantityChange").asDouble())
                    * quantity.path("quantity").asDouble();
        }
        for (JsonNode input : event.path("inputQuantityList")) {
            sum -= input.get("epcClass").asText().equals(uri)
                    ? input.get("quantity").asDouble()
                    : 0;
        }
        for (JsonNode output : event.path("outputQuantityList")) {
            sum += output.get("epcClass").asText().equals(uri)
                    ? output.get("quantity").asDouble()
                    : 0;
        }
        return sum;
    }

    @Test
    void pages_of_every_size_show_everything_once_while_history_goes_on() {
        Busy busy = aBusyDay();
        List<JsonNode> whole = ofLot(busy.gauze);
        for (int perPage : List.of(1, 2, 3, 7)) {
            assertThat(walk("MATCH_anyEPCClass", uri(busy.gauze), "perPage", perPage))
                    .isEqualTo(whole);
        }
        Answer first = ask(EVENTS, "MATCH_anyEPCClass", uri(busy.gauze), "perPage", 4);
        assertThat(events(json(first)).size()).isEqualTo(4);
        warehouse.add(LotDraft.received(busy.gauze, "1")
                .document(DocumentType.RECEIPT, "R-LATER", 1)
                .recorded(LotDraft.NOON.plusSeconds(3600)));
        warehouse.add(LotDraft.received(busy.gauze, "1")
                .document(DocumentType.RECEIPT, "R-EARLIER", 1)
                .recorded(LotDraft.NOON.minusSeconds(3600)));
        warehouse.settle();
        Matcher next = NEXT.matcher(first.header("Link"));
        assertThat(next.matches()).isTrue();
        List<JsonNode> rest = new ArrayList<>();
        events(json(given().get(next.group(1)))).forEach(rest::add);
        assertThat(rest).hasSize(4).isEqualTo(whole.subList(4, 8));
        assertThat(ofLot(busy.gauze)).hasSize(whole.size() + 2).containsAll(whole);
    }

    @Test
    void steps_and_times_narrow_what_is_told_by_the_event_itself() {
        TestLot lot = TestLot.fresh();
        Instant noon = LotDraft.NOON;
        Announced received = warehouse.add(LotDraft.received(lot, "10"));
        warehouse.add(
                LotDraft.shipped(lot, "1").happened(noon.plusSeconds(3600)).recorded(noon.plusSeconds(7200)));
        warehouse.add(LotDraft.adjusted(lot, Source.SHIPPING, AdjustmentReason.RECEIPT_CORRECTION, "-2")
                .corrects(received.eventId())
                .happened(noon.plusSeconds(7200))
                .recorded(noon.plusSeconds(9000)));
        warehouse.settle();
        assertThat(found(lot)).containsExactly("receiving", "shipping", "receiving!", "receiving");
        assertThat(found(lot, "EQ_bizStep", "shipping")).containsExactly("shipping");
        assertThat(found(lot, "EQ_bizStep", "https://ref.gs1.org/cbv/BizStep-receiving|killing"))
                .containsExactly("receiving", "receiving!", "receiving");
        assertThat(found(lot, "EQ_bizStep", "cycle_counting")).isEmpty();
        assertThat(found(lot, "GE_eventTime", "2026-11-20T12:00:00Z", "LT_eventTime", "2026-11-20T13:00:00Z"))
                .containsExactly("receiving", "receiving!", "receiving");
        assertThat(found(lot, "GE_eventTime", "2026-11-20T14:00:00.000001+01:00"))
                .isEmpty();
        assertThat(found(lot, "GE_eventTime", "2026-11-20T14:00:00+01:00")).containsExactly("shipping");
        assertThat(found(lot, "GE_eventTime", "2026-11-21")).isEmpty();
        assertThat(found(lot, "LT_eventTime", "2026-11-20")).isEmpty();
        assertThat(found(lot, "LT_eventTime", "2026-11-21")).hasSize(4);
    }

    private static List<String> found(TestLot lot, Object... parameters) {
        List<Object> all = new ArrayList<>(List.of(parameters));
        all.addAll(List.of("MATCH_anyEPCClass", uri(lot)));
        return walk(all.toArray()).stream()
                .map(event -> event.get("bizStep").asText() + (event.has("errorDeclaration") ? "!" : ""))
                .toList();
    }

    @Test
    void what_the_query_does_not_know_is_refused_all_at_once() {
        JsonNode problem = refused(
                "EQ_action", "ADD",
                "EQ_bizStep", "shiping",
                "GE_eventTime", "yesterday",
                "MATCH_anyEPCClass", "L 1",
                "perPage", "0",
                "nextPageToken", "x");
        assertThat(problem.get("code").asText()).isEqualTo("FIELD_INVALID");
        assertThat(problem.get("violations").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/EQ_action",
                        "/EQ_bizStep",
                        "/GE_eventTime",
                        "/MATCH_anyEPCClass",
                        "/perPage",
                        "/nextPageToken");
        assertThat(problem.get("detail").asText())
                .isEqualTo("EQ_action \"ADD\" is not supported here; known are EQ_bizStep, GE_eventTime, LT_eventTime,"
                        + " MATCH_anyEPCClass, perPage, nextPageToken, after.");
        assertThat(ask(EVENTS, "perPage", 500).status()).isEqualTo(200);
        refused("perPage", "501");
        refused("LT_eventTime", "2026-11-20", "LT_eventTime", "2026-11-21");
        String steps = String.join("|", java.util.Collections.nCopies(EpcisSearch.VALUES_MAX, "shipping"));
        assertThat(ask(EVENTS, "EQ_bizStep", steps).status()).isEqualTo(200);
        refused("EQ_bizStep", steps + "|shipping");
    }

    private static JsonNode refused(Object... parameters) {
        Answer answer = ask(EVENTS, parameters);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        return json(answer);
    }
}

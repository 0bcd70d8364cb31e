package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lotledger.local.Service.ITEM_CATALOG;
import static org.lotledger.local.Service.LOT_LEDGER;
import static org.lotledger.local.Service.RECEIVING;
import static org.lotledger.local.Service.SHIPPING;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.lotledger.local.Service;
import org.lotledger.system.Surface.Call;

/**
 * Every path and field of the surface, and every code of the writers', has been tried by a test of this run. The tables
 * are what callers rely on; a line goes away only with a decision of its own.
 */
@Order(Integer.MAX_VALUE)
class ApiSurfaceIT {
    private static final List<Service> WRITERS = List.of(ITEM_CATALOG, RECEIVING, SHIPPING);

    private static final String ITEM = "itemCode description type unit quantityScale gtin manufacturer lotTracked "
            + "perishable shelfLifeDays minimumRemainingDays status usedBy version";
    private static final String HOLD =
            "holdId itemCode lotNumber lotId kind reason notice occurredAt placedAt inForceAtShipping";
    private static final String PARTY = "party role code name gln address ";
    private static final String RECEIPT = "receiptNumber status source " + PARTY
            + "location references expectedOn occurredAt recordedAt lines lineNumber itemCode quantity unit lotTracked "
            + "lotEntry acceptExpired acceptReason lots lotNumber lotId expirationDate eventId problems warnings";
    private static final String SHIPMENT = "shipmentNumber status purpose " + PARTY
            + "location toLocation references deliverOn minimumRemainingDays occurredAt recordedAt lines lineNumber "
            + "itemCode quantity unit lotTracked lotEntry openQuantity lots lotNumber lotId expirationDate "
            + "overrideReason eventId problems warnings";
    private static final String ADJUSTMENT = "adjustmentNumber type location reason references occurredAt recordedAt "
            + "lines lineNumber itemCode quantity lots lotNumber lotId eventId countedQuantity systemQuantity";
    private static final String REBUILD =
            "id status step progress eventsTotal eventsApplied problem startedBy startedAt endedAt";
    private static final String PAGE = "items nextCursor ?limit ?cursor ";
    private static final String LOT = "lotId itemCode description unit gtin lotTracked lotNumber expirationDate status "
            + "received shipped returned adjusted inTransit onHand firstReceivedAt";
    private static final String RECALL_REPORT = "lots stock lotId location onHand customers party shipped returned net "
            + "documents suppliers shippedAfterRecall massBalance completeTo parked";
    private static final String IMPORTED = "accepted unchanged rejected rows row outcome code detail";

    /** Each call with the fields that it takes or answers; query parameters have a question mark. */
    static final Map<Call, List<String>> CALLS = new LinkedHashMap<>();

    static {
        call(ITEM_CATALOG, "POST", "/items", ITEM);
        call(ITEM_CATALOG, "GET", "/items", PAGE + ITEM + " ?q ?status ?lotTracked");
        call(ITEM_CATALOG, "GET", "/items/{}", ITEM);
        call(ITEM_CATALOG, "PATCH", "/items/{}", ITEM);
        call(ITEM_CATALOG, "PUT", "/items/{}/status", ITEM);
        call(ITEM_CATALOG, "PUT", "/items/{}/uses/{}", ITEM);
        call(ITEM_CATALOG, "PUT", "/locations/{}", "location name gln address netStock");
        call(ITEM_CATALOG, "GET", "/locations/{}", "location name gln address netStock");
        call(ITEM_CATALOG, "GET", "/locations", PAGE + "location name gln address netStock");
        call(ITEM_CATALOG, "POST", "/lot-holds", HOLD);
        call(ITEM_CATALOG, "GET", "/lot-holds", PAGE + HOLD + " ?itemCode ?lotNumber ?active");
        call(ITEM_CATALOG, "POST", "/lot-holds/{}/release", HOLD);
        call(ITEM_CATALOG, "POST", "/imports/items", IMPORTED);
        call(
                ITEM_CATALOG,
                "POST",
                "/scans",
                "text gtin itemCode lotNumber lotId expirationDate bestBeforeDate productionDate quantity serial "
                        + "elements ai value");

        call(RECEIVING, "POST", "/receipts", RECEIPT + " ?after");
        call(
                RECEIVING,
                "GET",
                "/receipts",
                PAGE + RECEIPT + " ?status ?source ?party ?itemCode ?lotNumber ?reference ?after");
        call(RECEIVING, "GET", "/receipts/{}", RECEIPT);
        call(RECEIVING, "PATCH", "/receipts/{}", RECEIPT);
        call(RECEIVING, "PUT", "/receipts/{}/lines/{}/lots", RECEIPT);
        call(RECEIVING, "POST", "/receipts/{}/receive", RECEIPT + " ?after");
        call(RECEIVING, "POST", "/receipts/{}/void", RECEIPT);
        call(RECEIVING, "POST", "/adjustments", ADJUSTMENT + " expirationDate ?after");
        call(RECEIVING, "GET", "/adjustments", PAGE + ADJUSTMENT);
        call(RECEIVING, "GET", "/adjustments/{}", ADJUSTMENT);
        call(RECEIVING, "POST", "/lots/expiration-corrections", "itemCode lotNumber expirationDate reason");
        call(RECEIVING, "POST", "/imports/beginning-balances", IMPORTED);

        call(SHIPPING, "POST", "/shipments", SHIPMENT + " ?after");
        call(
                SHIPPING,
                "GET",
                "/shipments",
                PAGE + SHIPMENT + " ?status ?purpose ?party ?itemCode ?lotNumber ?reference ?after");
        call(SHIPPING, "GET", "/shipments/{}", SHIPMENT);
        call(SHIPPING, "PATCH", "/shipments/{}", SHIPMENT);
        call(SHIPPING, "PUT", "/shipments/{}/lines/{}/lots", SHIPMENT);
        call(
                SHIPPING,
                "GET",
                "/shipments/{}/lines/{}/suggestion",
                "lots lotNumber lotId expirationDate location quantity openQuantity");
        call(SHIPPING, "POST", "/shipments/{}/allocate", SHIPMENT);
        call(SHIPPING, "POST", "/shipments/{}/ship", SHIPMENT + " ?after");
        call(SHIPPING, "POST", "/shipments/{}/void", SHIPMENT);
        call(SHIPPING, "POST", "/adjustments", ADJUSTMENT + " ?after");
        call(SHIPPING, "GET", "/adjustments", PAGE + ADJUSTMENT);
        call(SHIPPING, "GET", "/adjustments/{}", ADJUSTMENT);
        call(
                SHIPPING,
                "GET",
                "/availability",
                PAGE + "itemCode lotId lotNumber expirationDate status location onHand reserved available reservedBy "
                        + "?itemCode ?lotNumber ?location ?status");

        call(
                LOT_LEDGER,
                "GET",
                "/lots",
                PAGE + LOT + " ?q ?itemCode ?lotNumber ?gtin ?location ?status ?inStock ?expiresBefore ?sort ?after");
        call(LOT_LEDGER, "GET", "/lots/{}", LOT + " locations location");
        call(
                LOT_LEDGER,
                "GET",
                "/lots/{}/transactions",
                PAGE
                        + "eventId type reason quantityChange runningBalance location document number line party references "
                        + "reasonText occurredAt recordedAt actor corrects ?from ?to ?type ?order");
        call(LOT_LEDGER, "GET", "/lots/{}/balance", "lotId asOf knownAt onHand locations location ?asOf ?knownAt");
        call(LOT_LEDGER, "GET", "/items/{}/balance", "asOf knownAt onHand ?asOf ?knownAt ?location");
        call(
                LOT_LEDGER,
                "GET",
                "/lots/{}/trace",
                "nodes id kind edges from to quantity documents documentCount massBalance received onHand shipped balanced "
                        + "?direction");
        call(LOT_LEDGER, "GET", "/lots/{}/recall-report", RECALL_REPORT);
        call(LOT_LEDGER, "GET", "/recall-report", RECALL_REPORT + " ?lotId");
        call(LOT_LEDGER, "POST", "/recalls/match", "text hits possible excluded lotId itemCode lotNumber matched");
        call(LOT_LEDGER, "GET", "/parties/{}/lots", PAGE.replace("?cursor", "") + "lotId itemCode lotNumber");
        call(LOT_LEDGER, "GET", "/expiring", "buckets label from to lots quantity ?within ?location ?itemCode");
        call(LOT_LEDGER, "POST", "/projection/rebuild", REBUILD);
        call(LOT_LEDGER, "GET", "/projection/rebuild/{}", REBUILD);

        call(
                LOT_LEDGER,
                "GET",
                "/epcis/events",
                "@context type schemaVersion creationDate epcisBody queryResults queryName resultsBody eventList eventID "
                        + "eventTime eventTimeZoneOffset recordTime action bizStep disposition persistentDisposition "
                        + "readPoint bizLocation bizTransactionList bizTransaction sourceList source destinationList "
                        + "destination quantityList epcClass quantity errorDeclaration declarationTime reason "
                        + "correctiveEventIDs transformationID inputQuantityList outputQuantityList ilmd "
                        + "?EQ_bizStep ?GE_eventTime ?LT_eventTime ?MATCH_anyEPCClass ?perPage ?nextPageToken ?after");

        for (Service writer : WRITERS) {
            call(writer, "GET", "/announcements", PAGE + "?key");
            call(writer, "GET", "/announcements/heads", PAGE);
            call(writer, "GET", "/announcements/mapping", "checked differences nextCursor ?limit ?cursor");
            call(writer, "POST", "/announcements/republish", "announcements ?from");
        }
        String verification = "id status progress startedAt endedAt lots events differencesFound differences problem";
        call(LOT_LEDGER, "POST", "/verifications", verification);
        call(LOT_LEDGER, "GET", "/verifications/{}", verification);
        for (Service consumer : List.of(RECEIVING, SHIPPING, LOT_LEDGER)) {
            call(consumer, "GET", "/parked", PAGE);
        }
    }

    static final List<String> CODES = Arrays.asList(("MALFORMED FIELD_INVALID FIELD_MISSING UNKNOWN_FIELD "
                    + "QUANTITY_INVALID IDEMPOTENCY_KEY_REUSED AFTER_UNKNOWN SCAN_INVALID SCAN_AMBIGUOUS NOT_FOUND "
                    + "IF_MATCH_REQUIRED DOCUMENT_CHANGED ALREADY_EXISTS GTIN_TAKEN ITEM_UNKNOWN ITEM_NOT_ACTIVE "
                    + "ITEM_NOT_INVENTORIED ITEM_IN_USE TYPE_FIXED LOT_TRACKING_NOT_ALLOWED LOCATION_UNKNOWN "
                    + "DOCUMENT_NOT_PENDING NO_LINES LOTS_MISSING LOTS_DO_NOT_SUM LOT_TWICE LOT_NOT_TRACKED "
                    + "EXPIRATION_MISSING EXPIRATION_CONFLICT EXPIRATION_TOO_FAR LOT_EXPIRED SHELF_LIFE_TOO_SHORT "
                    + "LOT_UNKNOWN NOT_AVAILABLE LOT_HELD LOT_QUARANTINED LOT_RECALLED LOT_PARKED LOCATION_NOT_NET "
                    + "GIVE_BACK_LIMIT RETURN_LIMIT REFERENCE_UNKNOWN TRANSFER_LIMIT LOT_IN_USE "
                    + "BALANCE_ALREADY_OPENED OCCURRED_IN_FUTURE NEGATIVE_IN_PAST HOLD_RELEASED UNAUTHENTICATED "
                    + "FORBIDDEN TOO_LARGE UNSUPPORTED_MEDIA_TYPE NOT_YET_APPLIED PEER_UNREACHABLE STORE_UNREACHABLE "
                    + "STORE_BEHIND OVERLOADED")
            .split(" "));

    /** Codes that need a broken world, and the test that breaks it. */
    private static final Map<String, String> TRIED_ELSEWHERE = new TreeMap<>(Map.of(
            "OVERLOADED", "receiving-service/src/test/java/org/lotledger/receiving/rest/RequestLimitsQuarkusTest.java",
            "LOT_PARKED", "lot-ledger-service/src/test/java/org/lotledger/ledger/messaging/ParkedQuarkusTest.java",
            "PEER_UNREACHABLE", "receiving-service/src/test/java/org/lotledger/receiving/rest/ReceiptQuarkusTest.java",
            "STORE_UNREACHABLE", "system-tests/src/test/java/org/lotledger/system/Faults.java",
            "STORE_BEHIND", "system-tests/src/test/java/org/lotledger/system/StoreBehindIT.java",
            "UNAUTHENTICATED", "receiving-service/src/test/java/org/lotledger/receiving/rest/AccessQuarkusTest.java",
            "FORBIDDEN", "receiving-service/src/test/java/org/lotledger/receiving/rest/AccessQuarkusTest.java"));

    private static void call(Service service, String method, String path, String fields) {
        CALLS.put(new Call(service, method, path), Arrays.asList(fields.trim().split(" +")));
    }

    @BeforeEach
    void onlyWhenAllTestsRan() {
        assumeTrue(System.getProperty("it.test") == null, "only some tests ran");
    }

    @Test
    void every_call_was_tried_with_all_its_fields() {
        Map<String, Object> untried = new TreeMap<>();
        CALLS.forEach((call, fields) -> {
            if (Surface.fields(call) == null) {
                untried.put(call.toString(), "never called");
            } else if (!Surface.missing(call, fields).isEmpty()) {
                untried.put(call.toString(), Surface.missing(call, fields));
            }
        });
        assertThat(untried).isEmpty();
    }

    @Test
    void every_code_was_answered() {
        TreeSet<String> untried = new TreeSet<>(CODES);
        WRITERS.forEach(writer -> untried.removeAll(Surface.codes(writer)));
        untried.removeAll(TRIED_ELSEWHERE.keySet());
        assertThat(untried).isEmpty();
        assertThat(TRIED_ELSEWHERE.values())
                .allSatisfy(test ->
                        assertThat(java.nio.file.Path.of("..").resolve(test)).exists());
    }

    @Test
    void no_code_was_answered_that_is_not_on_the_list_and_has_no_example() throws Exception {
        for (Service writer : WRITERS) {
            assertThat(CODES).containsAll(Surface.codes(writer));
            assertThat(OpenApiIT.codesWithExamples(writer)).as(writer.label()).containsAll(Surface.codes(writer));
        }
    }
}

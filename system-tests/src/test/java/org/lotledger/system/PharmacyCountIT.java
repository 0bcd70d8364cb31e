package org.lotledger.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.lotledger.local.Service;

/**
 * Goal: real input. Method: a stock count of a hospital group's pharmacy (2013), which no one here wrote, goes in
 * through the public API; the ledger's balances are compared with sums made from the file alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PharmacyCountIT {
    private static final Path FILE = Path.of("../../shared/data/pharmacy-count-2013/count.csv");
    private static final String NEVER = "jamais";
    private static final String BY_YEAR_AND_MONTH = "\\d\\d-\\d\\d";

    private Warehouse warehouse;
    private List<Map<String, String>> rows;
    private JsonNode verdict;

    @BeforeAll
    void sendTheCount() throws Exception {
        assumeTrue(Files.exists(FILE), "skipped: the real stock count is not at " + FILE);
        warehouse = new Warehouse(SharedStack.get());
        try (MappingIterator<Map<String, String>> lines = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(FILE.toFile())) {
            rows = lines.readAll();
        }
        assertThat(rows).hasSize(540);
        rows.stream().map(PharmacyCountIT::location).distinct().forEach(warehouse::location);
        Map<String, String> descriptions = new LinkedHashMap<>();
        Set<String> everlasting = new TreeSet<>();
        for (Map<String, String> row : rows) {
            if (!row.get("code").isBlank()) {
                descriptions.putIfAbsent(row.get("code"), row.get("description"));
                if (row.get("expiry_raw").equals(NEVER)) {
                    everlasting.add(row.get("code"));
                }
            }
        }
        descriptions.forEach(
                (code, description) -> warehouse.item(code, description, true, !everlasting.contains(code), 0));
        verdict = send();
    }

    private JsonNode send() {
        StringBuilder csv = new StringBuilder("itemCode,lotNumber,expirationDate,quantity,location\n");
        for (Map<String, String> row : rows) {
            csv.append(String.join(
                            ",",
                            row.get("code"),
                            "\"" + row.get("lot").replace("\"", "\"\"") + "\"",
                            expirationDate(row),
                            row.get("physical_qty"),
                            location(row)))
                    .append('\n');
        }
        return warehouse
                .api
                .postCsv(Service.RECEIVING, "/imports/beginning-balances", csv.toString())
                .mustBe(200)
                .body();
    }

    private static String location(Map<String, String> row) {
        return row.get("sheet").replace(' ', '-');
    }

    /** The last day of the month; what says "never", or nothing, has no date; anything else is handed on as it is. */
    private static String expirationDate(Map<String, String> row) {
        String raw = row.get("expiry_raw");
        if (raw.matches(BY_YEAR_AND_MONTH)) {
            return YearMonth.parse("20" + raw).atEndOfMonth().toString();
        }
        return raw.equals(NEVER) ? "" : raw;
    }

    private static boolean isLot(Map<String, String> row) {
        return !row.get("code").isBlank() && !row.get("lot").isBlank();
    }

    private static boolean isSound(Map<String, String> row) {
        String raw = row.get("expiry_raw");
        return isLot(row) && (raw.matches(BY_YEAR_AND_MONTH) || raw.equals(NEVER));
    }

    @Test
    @Order(1)
    void every_row_is_accepted_or_refused_with_a_reason() {
        assertThat(verdict.path("rows")).hasSize(rows.size());
        long sound = rows.stream().filter(PharmacyCountIT::isSound).count();
        assertThat(sound).isEqualTo(434);
        assertThat(verdict.path("accepted").asLong()).isEqualTo(sound);
        assertThat(verdict.path("unchanged").asLong()).isZero();
        assertThat(verdict.path("rejected").asLong()).isEqualTo(rows.size() - sound);
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            JsonNode said = verdict.path("rows").get(i);
            assertThat(said.path("row").asInt()).isEqualTo(i + 1);
            if (isSound(row)) {
                assertThat(said.path("outcome").asText()).as("%s", row).isEqualTo("ACCEPTED");
            } else {
                assertThat(said.path("outcome").asText()).as("%s", row).isEqualTo("REJECTED");
                assertThat(said.path("detail").asText()).isNotBlank();
            }
        }
    }

    @Test
    @Order(2)
    void subtotals_and_rows_without_a_lot_are_refused_by_name() {
        int subtotals = 0;
        int withoutLot = 0;
        for (int i = 0; i < rows.size(); i++) {
            Map<String, String> row = rows.get(i);
            JsonNode said = verdict.path("rows").get(i);
            if (row.get("code").isBlank()) {
                subtotals++;
                assertThat(said.path("code").asText()).isEqualTo("FIELD_MISSING");
                assertThat(said.path("detail").asText()).contains("itemCode").contains(row.get("physical_qty"));
            } else if (row.get("lot").isBlank()) {
                withoutLot++;
                assertThat(said.path("code").asText()).isEqualTo("LOTS_MISSING");
                assertThat(said.path("detail").asText()).contains(row.get("code"));
            } else if (row.get("expiry_raw").isBlank()) {
                assertThat(said.path("code").asText()).isEqualTo("EXPIRATION_MISSING");
                assertThat(said.path("detail").asText()).contains(row.get("lot"));
            } else if (!isSound(row)) {
                assertThat(said.path("code").asText()).isEqualTo("FIELD_INVALID");
                assertThat(said.path("detail").asText()).contains(row.get("expiry_raw"));
            }
        }
        assertThat(subtotals).isEqualTo(94);
        assertThat(withoutLot).isEqualTo(3);
    }

    @Test
    @Order(3)
    void the_ledger_has_what_the_file_adds_up_to() throws Exception {
        Map<String, BigDecimal> expected = new TreeMap<>();
        rows.stream()
                .filter(PharmacyCountIT::isSound)
                .forEach(row -> expected.merge(
                        row.get("code") + "\n" + row.get("lot"),
                        new BigDecimal(row.get("physical_qty")),
                        BigDecimal::add));
        Eventually.holds(
                Duration.ofSeconds(30), () -> assertThat(ledgerBalances()).isEqualTo(plain(expected)));
    }

    private List<JsonNode> ledgerLots() {
        Set<String> codes = rows.stream().map(row -> row.get("code")).collect(Collectors.toSet());
        return warehouse.api.all(Service.LOT_LEDGER, "/lots").stream()
                .filter(lot -> codes.contains(lot.path("itemCode").asText()))
                .toList();
    }

    private static Map<String, String> plain(Map<String, BigDecimal> quantities) {
        Map<String, String> plain = new TreeMap<>();
        quantities.forEach(
                (lot, quantity) -> plain.put(lot, quantity.stripTrailingZeros().toPlainString()));
        return plain;
    }

    private Map<String, String> ledgerBalances() {
        Map<String, BigDecimal> balances = new TreeMap<>();
        for (JsonNode lot : ledgerLots()) {
            balances.put(
                    lot.path("itemCode").asText() + "\n" + lot.path("lotNumber").asText(),
                    lot.path("onHand").decimalValue());
        }
        return plain(balances);
    }

    @Test
    @Order(4)
    void expired_lots_are_there_and_shown_as_expired_and_what_never_expires_has_no_date() {
        Map<String, JsonNode> lots = new TreeMap<>();
        ledgerLots()
                .forEach(lot -> lots.put(
                        lot.path("itemCode").asText() + "\n"
                                + lot.path("lotNumber").asText(),
                        lot));
        List<Map<String, String>> everlasting = new ArrayList<>();
        for (Map<String, String> row : rows) {
            if (!isSound(row)) {
                continue;
            }
            JsonNode lot = lots.get(row.get("code") + "\n" + row.get("lot"));
            String date = expirationDate(row);
            if (date.isEmpty()) {
                everlasting.add(row);
                assertThat(lot.path("expirationDate").isNull()).isTrue();
                assertThat(lot.path("status").asText()).isEqualTo("AVAILABLE");
            } else {
                assertThat(lot.path("expirationDate").asText()).isEqualTo(date);
                assertThat(lot.path("status").asText())
                        .isEqualTo(LocalDate.parse(date).isBefore(LocalDate.now()) ? "EXPIRED" : "AVAILABLE");
            }
        }
        assertThat(everlasting).hasSize(4);
    }

    @Test
    @Order(5)
    void sending_the_count_again_changes_nothing() {
        Map<String, String> before = ledgerBalances();
        long announced = warehouse.api.all(Service.RECEIVING, "/announcements").size();

        JsonNode again = send();

        assertThat(again.path("accepted").asLong()).isZero();
        assertThat(again.path("unchanged").asLong())
                .isEqualTo(verdict.path("accepted").asLong());
        assertThat(again.path("rejected").asLong())
                .isEqualTo(verdict.path("rejected").asLong());
        assertThat(warehouse.api.all(Service.RECEIVING, "/announcements")).hasSize((int) announced);
        assertThat(ledgerBalances()).isEqualTo(before);
    }
}

package org.lotledger.receiving.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.rest.ProblemException;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.rest.BeginningBalanceFile.Balance;

class BeginningBalanceFileTest {
    private static final String HEADER = "itemCode,lotNumber,expirationDate,quantity,location\n";
    private static final int BYTES_MAX = 1_000_000;

    @Test
    void rows_of_one_item_lot_and_place_add_up() {
        BeginningBalanceFile file = read(HEADER
                + "A,\"104303/5\",2030-01-31,0.1,MAIN\n"
                + "A,104303/5,2030-01-31,0.2,MAIN\n"
                + "A,104303/5,2030-01-31,5,COLD\n"
                + "B,,,7,MAIN\n");
        LotRef lot = new LotRef("A", new LotNumber("104303/5"));
        LocalDate date = LocalDate.parse("2030-01-31");
        assertThat(file.balances())
                .containsExactly(
                        new Balance(lot, "MAIN", date, Quantity.of("0.3"), List.of(1, 2)),
                        new Balance(lot, "COLD", date, Quantity.of("5"), List.of(3)),
                        new Balance(new LotRef("B", null), "MAIN", null, Quantity.of("7"), List.of(4)));
        assertThat(file.refused()).isEmpty();
    }

    @Test
    void columns_may_stand_in_any_order_and_behind_a_byte_order_mark() {
        assertThat(read("\ufefflocation,quantity,itemCode,lotNumber,expirationDate\r\nMAIN,7,A,L,\r\n")
                        .balances())
                .singleElement()
                .satisfies(balance -> assertThat(balance.quantity()).isEqualTo(Quantity.of("7")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BLANK,L,,7,MAIN|FIELD_MISSING",
                "a b,L,,7,MAIN|FIELD_INVALID",
                "A,L,,7,|FIELD_MISSING",
                "A,L,,7,no place|FIELD_INVALID",
                "A,L,,,MAIN|FIELD_MISSING",
                "A,L,,x,MAIN|QUANTITY_INVALID",
                "A,L,,0,MAIN|QUANTITY_INVALID",
                "A,L,,-1,MAIN|QUANTITY_INVALID",
                "A,L,,1e1000000000,MAIN|QUANTITY_INVALID",
                "A,L,2030-02-30,7,MAIN|FIELD_INVALID",
                "A,L,jamais,7,MAIN|FIELD_INVALID"
            })
    void a_row_that_cannot_be_used_is_refused_with_a_reason(String row, String code) {
        BeginningBalanceFile file = read(HEADER + row.replace("BLANK", "") + "\n");
        assertThat(file.balances()).isEmpty();
        assertThat(file.refused().get(1).code()).isEqualTo(code);
        assertThat(file.refused().get(1).detail()).isNotBlank();
    }

    @Test
    void a_lot_number_has_at_most_fifty_characters() {
        assertThat(read(HEADER + "A," + "L".repeat(50) + ",,7,MAIN\n").balances())
                .hasSize(1);
        assertThat(read(HEADER + "A," + "L".repeat(51) + ",,7,MAIN\n")
                        .refused()
                        .get(1)
                        .detail())
                .contains("51");
    }

    @Test
    void a_lot_with_two_dates_is_refused_whole() {
        BeginningBalanceFile file = read(HEADER + "A,L,2030-01-31,7,MAIN\nA,L,2031-01-31,7,MAIN\n");
        assertThat(file.balances()).isEmpty();
        assertThat(file.refused()).containsOnlyKeys(1, 2);
        assertThat(file.refused().get(2).detail()).contains("2030-01-31").contains("2031-01-31");
    }

    @Test
    void a_lot_of_which_one_row_is_wrong_is_refused_whole() {
        BeginningBalanceFile file = read(HEADER + "A,L,,7,MAIN\nA,L,,seven,MAIN\nA,M,,1,MAIN\n");
        assertThat(file.balances())
                .singleElement()
                .satisfies(balance -> assertThat(balance.rows()).containsExactly(3));
        assertThat(file.refused()).containsOnlyKeys(1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "itemCode,lotNumber\n",
                "itemCode,lotNumber,expirationDate,quantity,location,colour\n",
                "itemCode,lotNumber,expirationDate,quantity,quantity\n",
                HEADER + "A,L,,7,MAIN,more\n",
                HEADER + "A,\"L,,7,MAIN\n"
            })
    void what_is_no_such_file_is_refused_whole(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void another_encoding_than_utf_8_is_refused() {
        byte[] latin = (HEADER + "A,ö-7,,7,MAIN\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> BeginningBalanceFile.read(latin, BYTES_MAX)).hasMessageContaining("UTF-8");
    }

    @Test
    void a_file_has_a_limit() {
        byte[] bytes = HEADER.getBytes(StandardCharsets.UTF_8);
        assertThat(BeginningBalanceFile.read(bytes, bytes.length).balances()).isEmpty();
        assertThatThrownBy(() -> BeginningBalanceFile.read(bytes, bytes.length - 1))
                .hasMessageContaining("TOO_LARGE");
        StringBuilder rows = new StringBuilder(HEADER);
        rows.repeat("A,L,,1,MAIN\n", BeginningBalanceFile.ROWS_MAX);
        assertThat(BeginningBalanceFile.read(rows.toString().getBytes(StandardCharsets.UTF_8), 10_000_000)
                        .balances())
                .hasSize(1);
        rows.append("A,L,,1,MAIN\n");
        assertThatThrownBy(
                        () -> BeginningBalanceFile.read(rows.toString().getBytes(StandardCharsets.UTF_8), 10_000_000))
                .hasMessageContaining("TOO_LARGE");
    }

    private static BeginningBalanceFile read(String text) {
        return BeginningBalanceFile.read(text.getBytes(StandardCharsets.UTF_8), BYTES_MAX);
    }
}

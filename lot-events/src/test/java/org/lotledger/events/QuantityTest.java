package org.lotledger.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0.30, 0.3, 1",
        "100, 100, 0",
        "1e2, 100, 0",
        "100.000, 100, 0",
        "-0.000001, -0.000001, 6",
        "1e-6, 0.000001, 6",
        "0, 0, 0",
        "-0.00, 0, 0",
        "0e1000000000, 0, 0",
        "0e-1000000000, 0, 0",
        "12.3450, 12.345, 3",
        "999999999999999.999999, 999999999999999.999999, 6",
        "-999999999999999.999999, -999999999999999.999999, 6",
        "0.10000000000, 0.1, 1",
    })
    void one_amount_has_one_form(String written, String plain, int decimals) {
        Quantity quantity = Quantity.of(written);
        assertEquals(plain, quantity.toString());
        assertEquals(decimals, quantity.decimals());
        assertEquals(Quantity.of(plain), quantity);
        assertEquals(Quantity.of(plain).hashCode(), quantity.hashCode());
        assertEquals(plain, quantity.value().toString(), "JSON writers use toString: no exponent may appear");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000000000",
                "-1000000000000000",
                "0.0000001",
                "999999999999999.9999999",
                "1e15",
                "1e-7",
                "1e1000000000",
                "-1e1000000000",
                "1e-1000000000",
                "1e2147483647",
                "1e-2147483647",
                "1e99999999999",
                "",
                " 1",
                "1,5",
                "0x10",
                "NaN",
                "\u0663",
            })
    void what_the_ledger_cannot_keep_is_refused_at_once(String written) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(1), () -> assertThrows(IllegalArgumentException.class, () -> Quantity.of(written)));
    }

    @Test
    void a_number_of_a_million_digits_is_refused_at_once() {
        BigDecimal many = new BigDecimal(BigInteger.ONE.shiftLeft(3_000_000), 900_000);
        assertTimeoutPreemptively(Duration.ofSeconds(1), () -> {
            assertThrows(IllegalArgumentException.class, () -> new Quantity(many));
            assertThrows(IllegalArgumentException.class, () -> new Quantity(many.negate()));
            assertTrue(Quantity.problemOfRequested(many, 6).isPresent());
            assertTrue(Quantity.problemOfRequested(many.negate(), 6).isPresent());
            assertThrows(IllegalArgumentException.class, () -> Quantity.of("1".repeat(1_000_000)));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "999999999, 0",
        "1e8, 0",
        "1.000, 0",
        "0.5, 1",
        "0.000001, 6",
        "999999999.999999, 6",
    })
    void a_quantity_that_may_be_requested_has_no_problem(BigDecimal value, int quantityScale) {
        assertTrue(Quantity.problemOfRequested(value, quantityScale).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 6, 'A quantity must be more than 0, this one is 0.'",
        "-1, 6, 'A quantity must be more than 0, this one is -1.'",
        "-1e1000000000, 6, 'A quantity must be more than 0, this one is -1E+1000000000.'",
        "1000000000, 6, 'The quantity 1000000000 has more than 9 digits before the point.'",
        "1e1000000000, 6, 'The quantity 1E+1000000000 has more than 9 digits before the point.'",
        "0.0000001, 6, 'The quantity 1E-7 has more than 6 decimals.'",
        "1e-1000000000, 6, 'The quantity 1E-1000000000 has more than 6 decimals.'",
        "0.5, 0, 'The quantity 0.5 has 1 decimal, the item allows 0.'",
        "1.25, 1, 'The quantity 1.25 has 2 decimals, the item allows 1.'",
    })
    void a_quantity_that_may_not_be_requested_is_told_why(BigDecimal value, int quantityScale, String problem) {
        assertEquals(problem, Quantity.problemOfRequested(value, quantityScale).orElseThrow());
    }

    @Test
    void arithmetic_is_exact_and_stays_canonical() {
        assertEquals(Quantity.of("0.3"), Quantity.of("0.1").plus(Quantity.of("0.2")));
        assertEquals(Quantity.of(1), Quantity.of("0.5").plus(Quantity.of("0.5")));
        assertEquals(Quantity.ZERO, Quantity.of("0.000001").minus(Quantity.of("0.000001")));
        assertEquals(Quantity.of("-2.5"), Quantity.of("2.5").negate());
        Quantity most = Quantity.of("999999999999999.999999");
        Quantity step = Quantity.of("0.000001");
        assertThrows(IllegalArgumentException.class, () -> most.plus(step));
    }

    @Test
    void the_sign_is_one_of_three() {
        assertTrue(Quantity.of(1).isPositive()
                && !Quantity.of(1).isNegative()
                && !Quantity.of(1).isZero());
        assertTrue(Quantity.of(-1).isNegative()
                && !Quantity.of(-1).isPositive()
                && !Quantity.of(-1).isZero());
        assertTrue(Quantity.ZERO.isZero() && !Quantity.ZERO.isPositive() && !Quantity.ZERO.isNegative());
        assertTrue(Quantity.of("0.5").compareTo(Quantity.of("0.49")) > 0);
        assertFalse(Quantity.of(2).equals(Quantity.of(-2)));
    }

    @Test
    void json_is_a_plain_number_with_any_mapper() throws JsonProcessingException {
        JsonMapper plainMapper = new JsonMapper();
        assertEquals("0.000001", plainMapper.writeValueAsString(Quantity.of("1e-6")));
        assertEquals("999999999999999.5", plainMapper.writeValueAsString(Quantity.of("999999999999999.50")));
        assertEquals(
                Quantity.of("999999999999999.999999"), plainMapper.readValue("999999999999999.999999", Quantity.class));
        assertEquals(Quantity.of(100), plainMapper.readValue("1E2", Quantity.class));
        assertThrows(JsonProcessingException.class, () -> plainMapper.readValue("1e1000000000", Quantity.class));
    }
}

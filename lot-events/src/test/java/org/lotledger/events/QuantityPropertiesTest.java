package org.lotledger.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

class QuantityPropertiesTest {

    @Property
    void a_sum_does_not_depend_on_the_order(
            @ForAll @Size(max = 100) List<@BigRange(min = "-999999999", max = "999999999") @Scale(6) BigDecimal> values,
            @ForAll Random random) {
        List<BigDecimal> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);
        assertEquals(sum(values), sum(shuffled));
    }

    @Property
    void writing_and_reading_gives_the_same_amount(
            @ForAll @BigRange(min = "-999999999999999.999999", max = "999999999999999.999999") @Scale(6)
                    BigDecimal value) {
        Quantity quantity = new Quantity(value);
        assertEquals(quantity, Quantity.of(quantity.toString()));
        assertEquals(0, quantity.value().compareTo(value));
    }

    @Property
    void taking_back_what_was_added_changes_nothing(
            @ForAll @BigRange(min = "-999999999", max = "999999999") @Scale(6) BigDecimal balance,
            @ForAll @BigRange(min = "-999999999", max = "999999999") @Scale(6) BigDecimal change) {
        Quantity before = new Quantity(balance);
        Quantity moved = new Quantity(change);
        assertEquals(before, before.plus(moved).minus(moved));
        assertEquals(before.minus(moved), before.plus(moved.negate()));
    }

    private static Quantity sum(List<BigDecimal> values) {
        return values.stream().map(Quantity::new).reduce(Quantity.ZERO, Quantity::plus);
    }
}

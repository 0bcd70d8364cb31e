package org.lotledger.receiving.lot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.receiving.Facts.TODAY;
import static org.lotledger.receiving.Facts.dated;
import static org.lotledger.receiving.Facts.known;
import static org.lotledger.receiving.Facts.lot;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;

class DateRulesTest {
    private static final LotRef LOT = new LotRef("GLOVES", lot("A"));

    @Test
    void a_date_given_once_on_a_document_is_that_of_the_lot_on_all_its_lines() {
        assertThat(DateRules.settled(List.of(addition(null), addition(TODAY), addition(null)), LotFacts.NONE))
                .isEqualTo(Map.of(LOT, TODAY));
    }

    @Test
    void the_date_known_before_is_the_date() {
        assertThat(DateRules.settled(List.of(addition(null)), known(Map.of(LOT.lotId(), dated(TODAY)))))
                .isEqualTo(Map.of(LOT, TODAY));
    }

    @Test
    void a_lot_without_a_date_stays_without() {
        assertThat(DateRules.settled(List.of(addition(null)), LotFacts.NONE)).isEmpty();
        assertThat(DateRules.settled(List.of(addition(null)), known(Map.of(LOT.lotId(), dated(null)))))
                .isEmpty();
    }

    private static Addition addition(LocalDate date) {
        return new Addition("/lines/0/lots/0", LOT, date, Quantity.of(1), "MAIN");
    }
}

package org.lotledger.receiving.lot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.receiving.Facts.CATALOG;
import static org.lotledger.receiving.Facts.MOMENT;
import static org.lotledger.receiving.Facts.NOW;
import static org.lotledger.receiving.Facts.TODAY;
import static org.lotledger.receiving.Facts.dated;
import static org.lotledger.receiving.Facts.known;
import static org.lotledger.receiving.Facts.lot;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.receiving.lot.ExpirationCommand.CorrectExpiration;
import org.lotledger.receiving.lot.ExpirationEvent.ExpirationCorrected;

class ExpirationDeciderTest {
    private static final LotRef MILK_A = new LotRef("MILK", lot("A"));
    private static final LotRef GLOVES_A = new LotRef("GLOVES", lot("A"));

    private final ExpirationDecider decider = new ExpirationDecider();

    @Test
    void a_wrong_date_is_corrected_and_the_event_that_gave_it_is_named() {
        ExpirationCorrected expected = new ExpirationCorrected(
                "X-1", MILK_A, "EA", TODAY.plusDays(1), TODAY, "misread", "receiving.x.1", NOW, NOW);
        assertThat(correct(MILK_A, TODAY.plusDays(1), dated(TODAY))).isEqualTo(Decision.accept(expected));
        assertThat(decider.evolve(decider.initial(), expected)).isEqualTo(new ExpirationCorrection.Made(expected));
    }

    @Test
    void a_date_may_be_taken_away_where_goods_do_not_perish() {
        assertThat(correct(GLOVES_A, null, dated(TODAY)))
                .isEqualTo(Decision.accept(new ExpirationCorrected(
                        "X-1", GLOVES_A, "EA", null, TODAY, "misread", "receiving.x.1", NOW, NOW)));
        assertThat(codes(correct(MILK_A, null, dated(TODAY)))).containsExactly("/expirationDate EXPIRATION_MISSING");
    }

    @Test
    void a_date_may_be_given_to_a_lot_known_without_one() {
        assertThat(correct(GLOVES_A, TODAY, dated(null)))
                .isEqualTo(Decision.accept(new ExpirationCorrected(
                        "X-1", GLOVES_A, "EA", TODAY, null, "misread", "receiving.x.1", NOW, NOW)));
    }

    @Test
    void the_date_that_is_known_is_no_event() {
        assertThat(correct(MILK_A, TODAY, dated(TODAY))).isEqualTo(Decision.accept(List.of()));
        assertThat(correct(GLOVES_A, null, dated(null))).isEqualTo(Decision.accept(List.of()));
    }

    @Test
    void a_lot_that_nobody_knows_has_no_date_to_correct() {
        assertThat(codes(correct(MILK_A, null, KnownLot.UNKNOWN)))
                .containsExactly("/lotNumber LOT_UNKNOWN", "/expirationDate EXPIRATION_MISSING");
    }

    @Test
    void an_item_must_exist_and_be_tracked() {
        assertThat(codes(correct(new LotRef("UNKNOWN", lot("A")), TODAY, dated(TODAY))))
                .containsExactly("/itemCode ITEM_UNKNOWN");
        assertThat(codes(correct(new LotRef("BOX", lot("A")), TODAY, dated(TODAY))))
                .containsExactly("/lotNumber LOT_NOT_TRACKED");
    }

    @Test
    void the_clocks_never_run_behind_the_facts() {
        Instant happened = NOW.plusSeconds(5);
        Instant recorded = NOW.plusSeconds(7);
        KnownLot known =
                new KnownLot(true, TODAY, "receiving.x.1", true, Quantity.ZERO, Quantity.ZERO, happened, recorded, 0);
        assertThat(correct(GLOVES_A, null, known))
                .isEqualTo(Decision.accept(new ExpirationCorrected(
                        "X-1", GLOVES_A, "EA", null, TODAY, "misread", "receiving.x.1", happened, recorded)));
    }

    private Decision<ExpirationEvent> correct(LotRef lot, LocalDate date, KnownLot known) {
        return decider.decide(
                decider.initial(),
                new CorrectExpiration("X-1", lot, date, "misread", CATALOG, known(Map.of(lot.lotId(), known)), MOMENT));
    }

    private static List<String> codes(Decision<ExpirationEvent> decision) {
        return ((Decision.Refused<ExpirationEvent>) decision)
                .violations().stream()
                        .map(violation ->
                                violation.pointer() + " " + violation.code().name())
                        .toList();
    }
}

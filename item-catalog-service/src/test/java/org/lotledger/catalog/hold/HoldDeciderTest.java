package org.lotledger.catalog.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lotledger.catalog.DeciderSpec.given;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lotledger.catalog.hold.HoldCommand.HeldItem;
import org.lotledger.catalog.hold.HoldCommand.PlaceHold;
import org.lotledger.catalog.hold.HoldCommand.ReleaseHold;
import org.lotledger.catalog.hold.HoldEvent.HoldPlaced;
import org.lotledger.catalog.hold.HoldEvent.HoldReleased;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.decider.Violation;

class HoldDeciderTest {
    private static final HoldDecider DECIDER = new HoldDecider();
    private static final UUID HOLD = UUID.fromString("2f0d2c52-3f64-4c0b-9d3d-0a54a1f6a001");
    private static final LotNumber LOT = new LotNumber("104303/5");
    private static final HeldItem TRACKED = new HeldItem(true, "EA");
    private static final Instant NOW = Instant.parse("2026-11-07T12:00:00Z");
    private static final Instant RECORDED = Instant.parse("2026-11-07T12:00:03Z");
    private static final Instant LATER = Instant.parse("2026-11-08T09:00:00Z");
    private static final String PLACING_EVENT = "item-catalog.x.1";

    @ParameterizedTest
    @EnumSource
    void a_lot_is_put_on_hold_since_the_time_that_was_told(HoldKind kind) {
        Instant told = Instant.parse("2026-11-01T00:00:00Z");
        given(DECIDER).when(place(kind, "Z-1", told, TRACKED)).then(new HoldPlaced(content(kind, "Z-1", told)));
    }

    @Test
    void a_hold_without_a_time_holds_from_when_it_is_written_down() {
        given(DECIDER)
                .when(place(HoldKind.HOLD, null, null, TRACKED))
                .then(new HoldPlaced(content(HoldKind.HOLD, null, RECORDED)));
    }

    @Test
    void a_hold_on_an_item_that_does_not_exist_is_refused() {
        given(DECIDER)
                .when(place(HoldKind.HOLD, null, null, null))
                .thenRefused(new Violation(HoldRefusal.ITEM_UNKNOWN, "/itemCode", "Item A does not exist."));
    }

    @Test
    void a_hold_on_an_item_without_lots_is_refused() {
        given(DECIDER)
                .when(place(HoldKind.HOLD, null, null, new HeldItem(false, "EA")))
                .thenRefused(notTracked());
    }

    private static Violation notTracked() {
        return new Violation(
                HoldRefusal.LOT_NOT_TRACKED,
                "/lotNumber",
                "Item A is not tracked by lot: there is no lot 104303/5 of it to hold.");
    }

    @Test
    void a_time_up_to_a_minute_ahead_is_a_difference_of_clocks() {
        Instant ahead = NOW.plusSeconds(60);
        given(DECIDER)
                .when(place(HoldKind.HOLD, null, ahead, TRACKED))
                .then(new HoldPlaced(content(HoldKind.HOLD, null, ahead)));
    }

    @Test
    void a_time_further_ahead_is_refused() {
        given(DECIDER)
                .when(place(HoldKind.HOLD, null, NOW.plusSeconds(60).plusNanos(1_000), TRACKED))
                .thenRefused(new Violation(
                        HoldRefusal.OCCURRED_IN_FUTURE,
                        "/occurredAt",
                        "occurredAt 2026-11-07T12:01:00.000001Z is in the future: it is 2026-11-07T12:00:00Z now."));
    }

    @Test
    void a_time_that_no_event_can_carry_is_refused() {
        Instant earliest = Instant.parse("0001-01-01T00:00:00Z");
        given(DECIDER)
                .when(place(HoldKind.HOLD, null, earliest, TRACKED))
                .then(new HoldPlaced(content(HoldKind.HOLD, null, earliest)));
        given(DECIDER)
                .when(place(HoldKind.HOLD, null, earliest.minusSeconds(1), TRACKED))
                .thenRefused(new Violation(
                        HoldRefusal.FIELD_INVALID,
                        "/occurredAt",
                        "occurredAt 0000-12-31T23:59:59Z must not be before the year 0001."));
    }

    @Test
    void all_reasons_are_given_at_once() {
        given(DECIDER)
                .when(place(HoldKind.HOLD, null, NOW.plusSeconds(120), new HeldItem(false, "EA")))
                .thenRefused(
                        notTracked(),
                        new Violation(
                                HoldRefusal.OCCURRED_IN_FUTURE,
                                "/occurredAt",
                                "occurredAt 2026-11-07T12:02:00Z is in the future: it is 2026-11-07T12:00:00Z now."));
    }

    @Test
    void a_hold_in_force_is_released() {
        HoldContent content = content(HoldKind.RECALL, "Z-1", NOW);
        given(DECIDER, new HoldPlaced(content))
                .when(release())
                .then(new HoldReleased(content, new Release("Tested: sound", LATER, "dora"), PLACING_EVENT));
    }

    @Test
    void a_hold_is_released_once() {
        HoldContent content = content(HoldKind.HOLD, null, NOW);
        given(
                        DECIDER,
                        new HoldPlaced(content),
                        new HoldReleased(content, new Release("Sound", RECORDED, "eve"), PLACING_EVENT))
                .when(release())
                .thenRefused(new Violation(
                        HoldRefusal.HOLD_RELEASED,
                        "",
                        "Hold 2f0d2c52-3f64-4c0b-9d3d-0a54a1f6a001 on lot 104303/5 of item A was released before, on"
                                + " 2026-11-07T12:00:03Z by eve."));
    }

    @Test
    void a_hold_that_was_never_placed_cannot_be_released() {
        given(DECIDER)
                .when(release())
                .thenRefused(new Violation(
                        HoldRefusal.HOLD_RELEASED, "", "Hold 2f0d2c52-3f64-4c0b-9d3d-0a54a1f6a001 was never placed."));
    }

    @Test
    void the_state_says_what_was_placed_and_how_it_ended() {
        HoldContent content = content(HoldKind.HOLD, null, NOW);
        Release release = new Release("Sound", RECORDED, "eve");

        assertThat(DECIDER.evolveAll(DECIDER.initial(), List.of(new HoldPlaced(content))))
                .isEqualTo(new LotHold.InForce(content));
        assertThat(DECIDER.evolveAll(
                        DECIDER.initial(),
                        List.of(new HoldPlaced(content), new HoldReleased(content, release, PLACING_EVENT))))
                .isEqualTo(new LotHold.Released(content, release));
    }

    private static PlaceHold place(HoldKind kind, String notice, Instant occurredAt, HeldItem item) {
        return new PlaceHold(
                HOLD, "A", LOT, kind, "Seals may be open", notice, occurredAt, item, NOW, RECORDED, "dora");
    }

    private static HoldContent content(HoldKind kind, String notice, Instant occurredAt) {
        return new HoldContent(HOLD, "A", LOT, "EA", kind, "Seals may be open", notice, occurredAt, RECORDED, "dora");
    }

    private static ReleaseHold release() {
        return new ReleaseHold(HOLD, "Tested: sound", PLACING_EVENT, LATER, "dora");
    }
}

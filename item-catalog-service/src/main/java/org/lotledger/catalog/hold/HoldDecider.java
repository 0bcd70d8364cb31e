package org.lotledger.catalog.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.hold.HoldCommand.HeldItem;
import org.lotledger.catalog.hold.HoldCommand.PlaceHold;
import org.lotledger.catalog.hold.HoldCommand.ReleaseHold;
import org.lotledger.catalog.hold.HoldEvent.HoldPlaced;
import org.lotledger.catalog.hold.HoldEvent.HoldReleased;
import org.lotledger.catalog.hold.LotHold.InForce;
import org.lotledger.catalog.hold.LotHold.None;
import org.lotledger.catalog.hold.LotHold.Released;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;

/** The rules of a hold. Whether the lot has arrived does not matter: a recalled one is kept from leaving when it does. */
public final class HoldDecider implements Decider<HoldCommand, LotHold, HoldEvent> {
    /** How far a caller's clock may be ahead of ours. */
    public static final Duration FUTURE_TOLERANCE = Duration.ofSeconds(60);

    /** RFC 3339, and with it the public event, writes years with four digits. */
    private static final Instant OCCURRED_AT_MIN = Instant.parse("0001-01-01T00:00:00Z");

    @Override
    public LotHold initial() {
        return new None();
    }

    @Override
    public LotHold evolve(LotHold hold, HoldEvent event) {
        return switch (event) {
            case HoldPlaced(var content) -> new InForce(content);
            case HoldReleased(var content, var release, var placingEvent) -> new Released(content, release);
        };
    }

    @Override
    public Decision<HoldEvent> decide(LotHold hold, HoldCommand command) {
        return switch (command) {
            case PlaceHold place -> place(place);
            case ReleaseHold release -> release(hold, release);
        };
    }

    private static Decision<HoldEvent> place(PlaceHold place) {
        List<Violation> violations = new ArrayList<>();
        HeldItem item = place.item();
        if (item == null) {
            violations.add(new Violation(
                    HoldRefusal.ITEM_UNKNOWN, "/itemCode", "Item " + place.itemCode() + " does not exist."));
        } else if (!item.lotTracked()) {
            violations.add(new Violation(
                    HoldRefusal.LOT_NOT_TRACKED,
                    "/lotNumber",
                    "Item " + place.itemCode() + " is not tracked by lot: there is no lot " + place.lotNumber()
                            + " of it to hold."));
        }
        violations.addAll(untimely(place.occurredAt(), place.now()));
        return item == null || !violations.isEmpty()
                ? Decision.refuse(violations)
                : Decision.accept(new HoldPlaced(content(place, item)));
    }

    private static List<Violation> untimely(@Nullable Instant occurredAt, Instant now) {
        if (occurredAt == null) {
            return List.of();
        }
        if (occurredAt.isAfter(now.plus(FUTURE_TOLERANCE))) {
            return List.of(new Violation(
                    HoldRefusal.OCCURRED_IN_FUTURE,
                    "/occurredAt",
                    "occurredAt " + occurredAt + " is in the future: it is " + now + " now."));
        }
        return occurredAt.isBefore(OCCURRED_AT_MIN)
                ? List.of(new Violation(
                        HoldRefusal.FIELD_INVALID,
                        "/occurredAt",
                        "occurredAt " + occurredAt + " must not be before the year 0001."))
                : List.of();
    }

    private static HoldContent content(PlaceHold place, HeldItem item) {
        return new HoldContent(
                place.holdId(),
                place.itemCode(),
                place.lotNumber(),
                item.unit(),
                place.kind(),
                place.reason(),
                place.notice(),
                Objects.requireNonNullElse(place.occurredAt(), place.recordedAt()),
                place.recordedAt(),
                place.actor());
    }

    private static Decision<HoldEvent> release(LotHold hold, ReleaseHold release) {
        return switch (hold) {
            case None() ->
                Decision.refuse(HoldRefusal.HOLD_RELEASED, "", "Hold " + release.holdId() + " was never placed.");
            case Released(var content, var before) ->
                Decision.refuse(
                        HoldRefusal.HOLD_RELEASED,
                        "",
                        "Hold " + content.holdId() + " on lot " + content.lotNumber() + " of item "
                                + content.itemCode() + " was released before, on " + before.releasedAt() + " by "
                                + before.releasedBy() + ".");
            case InForce(var content) ->
                Decision.accept(new HoldReleased(
                        content,
                        new Release(release.reason(), release.recordedAt(), release.actor()),
                        release.placingEvent()));
        };
    }
}

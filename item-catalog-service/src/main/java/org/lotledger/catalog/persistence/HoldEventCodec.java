package org.lotledger.catalog.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.lotledger.catalog.hold.HoldEvent;
import org.lotledger.catalog.hold.HoldEvent.HoldPlaced;
import org.lotledger.catalog.hold.HoldEvent.HoldReleased;
import org.lotledger.eventsourcing.store.EventCodec;
import org.lotledger.eventsourcing.store.JsonEventCodec;

/** How the events of holds are kept; the names are for ever. */
final class HoldEventCodec {
    private HoldEventCodec() {}

    static EventCodec<HoldEvent> of(ObjectMapper json) {
        return new JsonEventCodec<>(
                json,
                Map.of(
                        "hold-placed.v1", HoldPlaced.class,
                        "hold-released.v1", HoldReleased.class));
    }
}

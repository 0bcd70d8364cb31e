package org.lotledger.catalog.location;

import java.util.List;
import java.util.Optional;
import org.lotledger.catalog.location.LocationCommand.PutLocation;
import org.lotledger.catalog.location.LocationEvent.LocationCreated;
import org.lotledger.catalog.location.LocationEvent.LocationReplaced;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;

/** The rules of a place, which refuse nothing; the state is empty until it is created. */
public final class LocationDecider implements Decider<LocationCommand, Optional<Location>, LocationEvent> {

    @Override
    public Optional<Location> initial() {
        return Optional.empty();
    }

    @Override
    public Optional<Location> evolve(Optional<Location> location, LocationEvent event) {
        return switch (event) {
            case LocationCreated created -> Optional.of(created.location());
            case LocationReplaced replaced -> Optional.of(replaced.location());
        };
    }

    @Override
    public Decision<LocationEvent> decide(Optional<Location> location, LocationCommand command) {
        return switch (command) {
            case PutLocation(Location wanted) -> {
                if (location.isEmpty()) {
                    yield Decision.accept(new LocationCreated(wanted));
                }
                yield location.get().equals(wanted)
                        ? Decision.accept(List.of())
                        : Decision.accept(new LocationReplaced(wanted));
            }
        };
    }
}

package org.lotledger.catalog.location;

import static org.lotledger.catalog.DeciderSpec.given;

import org.junit.jupiter.api.Test;
import org.lotledger.catalog.location.LocationCommand.PutLocation;
import org.lotledger.catalog.location.LocationEvent.LocationCreated;
import org.lotledger.catalog.location.LocationEvent.LocationReplaced;
import org.lotledger.events.Address;

class LocationDeciderTest {
    private static final LocationDecider DECIDER = new LocationDecider();
    private static final Location MAIN = new Location(
            "MAIN",
            "Main warehouse",
            "4012345000016",
            new Address("Hafenstraße 1", "Hamburg", null, "20457", "DE", null),
            true);
    private static final Location MAIN_WITHOUT_ADDRESS =
            new Location("MAIN", "Main warehouse", "4012345000016", null, true);

    @Test
    void a_new_place_is_created() {
        given(DECIDER).when(new PutLocation(MAIN)).then(new LocationCreated(MAIN));
    }

    @Test
    void a_known_place_is_replaced_whole() {
        given(DECIDER, new LocationCreated(MAIN))
                .when(new PutLocation(MAIN_WITHOUT_ADDRESS))
                .then(new LocationReplaced(MAIN_WITHOUT_ADDRESS));
    }

    @Test
    void a_place_that_already_is_like_this_does_not_change() {
        given(DECIDER, new LocationCreated(MAIN)).when(new PutLocation(MAIN)).thenNothing();
    }

    @Test
    void a_place_can_change_back() {
        given(DECIDER, new LocationCreated(MAIN), new LocationReplaced(MAIN_WITHOUT_ADDRESS))
                .when(new PutLocation(MAIN))
                .then(new LocationReplaced(MAIN));
    }
}

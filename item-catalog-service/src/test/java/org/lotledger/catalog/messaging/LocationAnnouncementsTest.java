package org.lotledger.catalog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.catalog.location.Location;
import org.lotledger.catalog.location.LocationEvent.LocationCreated;
import org.lotledger.catalog.location.LocationEvent.LocationReplaced;
import org.lotledger.events.Address;
import org.lotledger.eventsourcing.store.Draft;
import org.lotledger.eventsourcing.store.Stamp;

class LocationAnnouncementsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_place_is_announced_as_the_contract_shows_it_without_what_it_has_not() {
        List<Draft> drafts = LocationAnnouncements.of(
                new LocationCreated(new Location("MAIN", "Main warehouse", null, null, true)),
                new Stamp(Instant.parse("2026-11-01T05:00:00Z"), "dora"));

        assertThat(drafts).singleElement().satisfies(draft -> {
            assertThat(draft.topic()).isEqualTo("catalog-events");
            assertThat(draft.key()).isEqualTo("location:MAIN");
            assertThat(draft.type()).isEqualTo("LocationChanged.v1");
            assertThat(JSON.readTree(draft.body().bytes("item-catalog.location:MAIN.1", null)))
                    .isEqualTo(golden("minimal"));
        });
    }

    @Test
    void a_place_is_announced_as_the_contract_shows_it_with_everything() {
        Location returns = new Location(
                "MAIN",
                "Returns, main warehouse",
                "4012345000016",
                new Address("Hafenstraße 1", "Hamburg", "HH", "20457", "DE", "+49 40 123456"),
                false);
        List<Draft> drafts = LocationAnnouncements.of(
                new LocationReplaced(returns), new Stamp(Instant.parse("2026-11-01T05:20:00Z"), "dora"));

        assertThat(drafts)
                .singleElement()
                .satisfies(draft -> assertThat(JSON.readTree(draft.body()
                                .bytes(
                                        "item-catalog.location:MAIN.2",
                                        "c5824b9caf15fbe2dc34fb891eba47273b1652f63655bbc7c0672c0e1b2faf75")))
                        .isEqualTo(golden("full")));
    }

    private static JsonNode golden(String name) throws IOException {
        try (InputStream file = LocationAnnouncementsTest.class.getResourceAsStream(
                "/contract/golden/LocationChanged.v1/" + name + ".json")) {
            return JSON.readTree(file);
        }
    }
}

package org.lotledger.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotShipped;
import org.lotledger.ledger.TestAnnouncer.Announced;
import org.lotledger.ledger.lot.Entry;
import org.lotledger.ledger.lot.LotMaster;
import org.lotledger.ledger.lot.Place;

/** Histories as pure functions see them, made of events as the writers announce them. */
public final class TestEntries {
    private final TestAnnouncer announcer = new TestAnnouncer();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<UUID, LotMaster> lots = new HashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    public Entry add(LotDraft draft) {
        Announced announced = announcer.announce(draft);
        Entry entry = of((LotEvent) announced.event());
        entries.add(entry);
        return entry;
    }

    public TestEntries lot(TestLot lot, String unit, java.time.LocalDate expires, String gtin14) {
        lots.put(
                lot.id(),
                new LotMaster(
                        lot.id(),
                        lot.itemCode(),
                        lot.lotNumber() == null ? null : lot.lotNumber().value(),
                        unit,
                        expires,
                        lot.itemCode() + " described",
                        gtin14));
        return this;
    }

    public TestEntries place(Place place) {
        places.put(place.location(), place);
        return this;
    }

    public List<Entry> all() {
        return entries;
    }

    public Map<UUID, LotMaster> lots() {
        return lots;
    }

    public Map<String, Place> places() {
        return places;
    }

    private static Entry of(LotEvent event) {
        LotFact fact = event.fact();
        return new Entry(
                fact.lotId(),
                event.link().id().source(),
                event.link().id().sequence(),
                event instanceof LotAdjusted
                        ? "LotAdjusted"
                        : event instanceof LotShipped ? "LotShipped" : "LotReceived",
                event instanceof LotAdjusted adjusted ? adjusted.reason() : null,
                fact.quantityChange(),
                fact.location(),
                fact.document(),
                fact.party(),
                fact.references(),
                fact.occurredAt(),
                fact.recordedAt(),
                fact.corrects());
    }
}

package org.lotledger.receiving;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.catalog.Item;
import org.lotledger.receiving.catalog.Place;
import org.lotledger.receiving.lot.KnownDocument;
import org.lotledger.receiving.lot.KnownLot;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.lot.Removal;

/** What the world looks like in the tests of rules. */
public final class Facts {
    public static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
    public static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    public static final Moment MOMENT = new Moment(NOW, TODAY);

    public static final Item MILK =
            new Item("MILK", ItemType.INVENTORIED, ItemStatus.ACTIVE, "EA", 0, true, true, 60, 10);
    public static final Item GLOVES =
            new Item("GLOVES", ItemType.INVENTORIED, ItemStatus.ACTIVE, "EA", 3, true, false, null, null);
    public static final Item BOX =
            new Item("BOX", ItemType.INVENTORIED, ItemStatus.ACTIVE, "EA", 0, false, false, null, null);
    public static final Item ADVICE =
            new Item("ADVICE", ItemType.NON_INVENTORIED, ItemStatus.ACTIVE, "HUR", 0, false, false, null, null);
    public static final Item OLD =
            new Item("OLD", ItemType.INVENTORIED, ItemStatus.INACTIVE, "EA", 0, true, false, null, null);

    public static final Item NEW =
            new Item("NEW", ItemType.INVENTORIED, ItemStatus.PENDING, "EA", 0, true, false, null, null);

    public static final Catalog CATALOG = new Catalog(
            Map.of("MILK", MILK, "GLOVES", GLOVES, "BOX", BOX, "ADVICE", ADVICE, "OLD", OLD, "NEW", NEW),
            Map.of(
                    "MAIN", new Place("MAIN", true),
                    "COLD", new Place("COLD", true),
                    "RETURNS", new Place("RETURNS", false)));

    private Facts() {}

    public static LotNumber lot(String number) {
        return new LotNumber(number);
    }

    public static UUID lotId(String itemCode, String number) {
        return new LotRef(itemCode, lot(number)).lotId();
    }

    /** A lot that was received with this date; null for none. */
    public static KnownLot dated(LocalDate date) {
        return used(date, 0, 0);
    }

    /** A lot that was received with this date, of which so much was used and given back, as shipping's event 7 says. */
    public static KnownLot used(LocalDate date, long used, long givenBack) {
        return new KnownLot(
                true,
                date,
                "receiving.x.1",
                true,
                Quantity.of(used),
                Quantity.of(givenBack),
                null,
                null,
                used == 0 ? 0 : 7);
    }

    /** A lot that has nothing but a beginning balance. */
    public static KnownLot opened(LocalDate date) {
        return new KnownLot(true, date, "receiving.x.1", false, Quantity.ZERO, Quantity.ZERO, null, null, 0);
    }

    /** These lots are known, and no document. */
    public static LotFacts known(Map<UUID, KnownLot> lots) {
        return new LotFacts(lots, Map.of());
    }

    /** What left on a document at that time, and how much of it came back. */
    public static Removal removal(long quantity, long takenBack, Instant at, String... toLocations) {
        return new Removal(Quantity.of(quantity), Quantity.of(takenBack), Set.of(toLocations), at, "shipping.x.3");
    }

    /** What is known of a document that took this of lots, and of nothing but these. */
    public static KnownDocument took(Map<UUID, Removal> removals) {
        return new KnownDocument(removals, null, null);
    }
}

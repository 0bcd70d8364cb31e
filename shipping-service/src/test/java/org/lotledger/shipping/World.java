package org.lotledger.shipping;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.catalog.Item;
import org.lotledger.shipping.catalog.Place;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.Hold;
import org.lotledger.shipping.stock.HoldKind;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.Moment;
import org.lotledger.shipping.stock.RecordedDocument;
import org.lotledger.shipping.stock.Stock;
import org.lotledger.shipping.stock.StockedLot;
import org.lotledger.shipping.stock.StockedLot.BalanceAt;

/** The world of the tests of rules: MILK is tracked by lot, BOX is not; BACK is not net stock. */
public final class World {
    public static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
    public static final LocalDate TODAY = LocalDate.parse("2026-06-15");
    public static final LocalDate GOOD = TODAY.plusDays(100);
    public static final Moment MOMENT = new Moment(NOW, TODAY);
    public static final Catalog CATALOG = new Catalog(
            Map.of(
                    "MILK", item("MILK", ItemStatus.ACTIVE, true),
                    "BOX", item("BOX", ItemStatus.INACTIVE, false),
                    "NEW", item("NEW", ItemStatus.PENDING, true),
                    "HOUR", new Item("HOUR", ItemType.NON_INVENTORIED, ItemStatus.ACTIVE, "HUR", 2, false)),
            Map.of("MAIN", new Place("MAIN", true), "COLD", new Place("COLD", true), "BACK", new Place("BACK", false)));

    private World() {}

    private static Item item(String code, ItemStatus status, boolean lotTracked) {
        return new Item(code, ItemType.INVENTORIED, status, "EA", 0, lotTracked);
    }

    /** A lot of MILK, or the stock of BOX, being described. */
    public static final class Lot {
        private final LotRef ref;
        private LocalDate date = GOOD;
        private Instant firstReceivedAt = NOW.minusSeconds(86_400);
        private boolean parked;
        private final List<Hold> holds = new ArrayList<>();
        private final Map<String, Stock> places = new HashMap<>();
        private Map<String, List<BalanceAt>> balances = Map.of();

        private Lot(LotRef ref) {
            this.ref = ref;
        }

        public Lot date(LocalDate expirationDate) {
            date = expirationDate;
            return this;
        }

        public Lot firstReceived(Instant at) {
            firstReceivedAt = at;
            return this;
        }

        public Lot parked() {
            parked = true;
            return this;
        }

        public Lot held(String holdId, HoldKind kind) {
            holds.add(new Hold(holdId, kind));
            return this;
        }

        public Lot at(String location, String added, String removed, String reserved, String... reservedBy) {
            places.put(
                    location,
                    new Stock(Quantity.of(added), Quantity.of(removed), Quantity.of(reserved), List.of(reservedBy)));
            return this;
        }

        public Lot balances(BalanceAt... atMain) {
            balances = Map.of("MAIN", List.of(atMain));
            return this;
        }

        public LotRef ref() {
            return ref;
        }

        private StockedLot known() {
            return new StockedLot(true, date, firstReceivedAt, parked, holds, places, balances, 1, null, null);
        }
    }

    /** A lot of MILK of which that much is at MAIN. */
    public static Lot milk(String lotNumber, String onHand) {
        return new Lot(new LotRef("MILK", lot(lotNumber))).at("MAIN", onHand, "0", "0");
    }

    public static Lot boxes(String onHand) {
        return new Lot(new LotRef("BOX", null)).date(null).at("MAIN", onHand, "0", "0");
    }

    public static Facts facts(Lot... lots) {
        return facts(null, lots);
    }

    public static Facts facts(RecordedDocument source, Lot... lots) {
        Map<UUID, StockedLot> known = new HashMap<>();
        for (Lot lot : lots) {
            known.put(lot.ref().lotId(), lot.known());
        }
        return new Facts(CATALOG, known, MOMENT, source);
    }

    public static LotNumber lot(String number) {
        return new LotNumber(number);
    }

    public static BalanceAt balance(Instant from, String onHand) {
        return new BalanceAt(from, Quantity.of(onHand));
    }
}

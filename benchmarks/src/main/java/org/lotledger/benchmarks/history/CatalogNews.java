package org.lotledger.benchmarks.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lotledger.events.EventLink;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.ItemStatus;
import org.lotledger.events.ItemType;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.Source;

/** The items and places of every plan, as the catalog announces them. */
public final class CatalogNews {
    private static final int DIGITS_BEFORE_CHECK = 13;

    private CatalogNews() {}

    public static List<Announced> of(Instant recordedAt) {
        List<Announced> news = new ArrayList<>();
        for (int i = 0; i < HistoryPlan.ITEMS; i++) {
            String code = HistoryPlan.item(i);
            news.add(Announced.of(
                    new ItemChanged(
                            first(ItemChanged.keyOf(code)),
                            code,
                            "Item " + i + ", sterile, 500 ml",
                            ItemType.INVENTORIED,
                            "EA",
                            0,
                            gtin(i),
                            "Acme",
                            true,
                            true,
                            null,
                            null,
                            ItemStatus.ACTIVE,
                            List.of("receiving", "shipping"),
                            1,
                            recordedAt,
                            "carla"),
                    recordedAt));
        }
        for (int i = 0; i < HistoryPlan.LOCATIONS; i++) {
            String code = HistoryPlan.location(i);
            news.add(Announced.of(
                    new LocationChanged(
                            first(LocationChanged.keyOf(code)),
                            code,
                            "Hall " + i,
                            null,
                            null,
                            true,
                            1,
                            recordedAt,
                            "carla"),
                    recordedAt));
        }
        return news;
    }

    private static EventLink first(String key) {
        return new EventLink(Source.ITEM_CATALOG.wireName() + "." + key + ".1", null);
    }

    /** With the check digit of GS1. */
    public static String gtin(int item) {
        String digits = "%013d".formatted(4_012_345_000_000L + item);
        int sum = 0;
        for (int i = 0; i < DIGITS_BEFORE_CHECK; i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return digits + (10 - sum % 10) % 10;
    }
}

package org.lotledger.ledger.proof;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.ItemChanged;
import org.lotledger.events.LocationChanged;
import org.lotledger.events.PublicEvent;

/**
 * The ledger's copy of an item or a location.
 *
 * @param key {@code item:<code>} or {@code location:<code>}
 * @param sequence of the event that it is the state of
 * @param fields what it says, by name; fields without a value are left out
 */
public record LedgerCopy(String key, long sequence, Map<String, String> fields) {

    /** A copy as it comes from its row: fields may be null there. */
    public static LedgerCopy of(String key, long sequence, Map<String, @Nullable String> fields) {
        Map<String, String> present = new TreeMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                present.put(name, value);
            }
        });
        return new LedgerCopy(key, sequence, present);
    }

    /** As the ledger must copy an event. */
    static LedgerCopy of(Announcement announcement, PublicEvent event) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        switch (event) {
            case ItemChanged item -> {
                fields.put("description", item.description());
                fields.put("unit", item.unit());
                fields.put("gtin", item.gtin());
                fields.put("lotTracked", Boolean.toString(item.lotTracked()));
            }
            case LocationChanged location -> {
                fields.put("name", location.name());
                fields.put("gln", location.gln());
                fields.put("netStock", Boolean.toString(location.netStock()));
            }
            default -> fields.put("type", event.type().wireName());
        }
        return of(announcement.key(), announcement.sequence(), fields);
    }
}

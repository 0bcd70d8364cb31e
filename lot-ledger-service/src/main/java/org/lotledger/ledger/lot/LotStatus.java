package org.lotledger.ledger.lot;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The standing of a lot: the first of these that applies. */
public enum LotStatus {
    RECALLED,
    QUARANTINED,
    HELD,
    /** Its expiration date has passed; on the day itself it is still good. */
    EXPIRED,
    AVAILABLE;

    /**
     * The standing on a day.
     *
     * @param inForce the kinds of the holds that are not released
     * @param expirationDate null if none is known
     */
    public static LotStatus of(Collection<Hold.Kind> inForce, @Nullable LocalDate expirationDate, LocalDate today) {
        return inForce.stream()
                .max(Comparator.naturalOrder())
                .map(strongest -> switch (strongest) {
                    case RECALL -> RECALLED;
                    case QUARANTINE -> QUARANTINED;
                    case HOLD -> HELD;
                })
                .orElse(expirationDate != null && expirationDate.isBefore(today) ? EXPIRED : AVAILABLE);
    }
}

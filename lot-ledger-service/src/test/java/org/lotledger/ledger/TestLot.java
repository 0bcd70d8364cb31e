package org.lotledger.ledger;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.lotledger.events.LotId;
import org.lotledger.events.LotNumber;

/** A lot of a test; lotNumber is null for the unnamed lot of an untracked item. */
public record TestLot(String itemCode, LotNumber lotNumber) {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A lot that no other test has. */
    public static TestLot fresh() {
        return of(freshItem(), "L-1");
    }

    /** An item code that no other test has. */
    public static String freshItem() {
        return "ITEM-" + COUNT.incrementAndGet();
    }

    public static TestLot of(String itemCode, String lotNumber) {
        return new TestLot(itemCode, lotNumber == null ? null : new LotNumber(lotNumber));
    }

    public UUID id() {
        return LotId.of(itemCode, lotNumber);
    }

    public String path() {
        return "/lots/" + id();
    }
}

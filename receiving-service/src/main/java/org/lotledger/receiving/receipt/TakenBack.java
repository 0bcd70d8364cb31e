package org.lotledger.receiving.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotAdjusted;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.events.LotReceived;
import org.lotledger.events.LotShipped;
import org.lotledger.events.Party;
import org.lotledger.receiving.receipt.ReceiptEvent.GoodsReceived;

/**
 * A receipt as its public events tell it, after the store had lost it (docs/decisions/0020): what came, from whom and why.
 * What they do not tell is as it was when the receipt was still pending here, or as if nobody had said anything; its lines
 * stand in the order in which they were taken back.
 */
public final class TakenBack {

    private TakenBack() {}

    /** The receipt with one more lot, or one more untracked line, that came in. */
    static Receipt.Received with(Receipt before, LotEvent event) {
        LotFact fact = event.fact();
        ReceiptContent head;
        Set<UUID> unissued = new TreeSet<>();
        if (before instanceof Receipt.Received(var received)) {
            head = received.content();
            unissued.addAll(received.unissued());
        } else {
            head = head(before, event);
        }
        if (event instanceof LotAdjusted adjusted && adjusted.reason() == AdjustmentReason.ASSEMBLY_UNISSUE) {
            unissued.add(fact.lotId());
        }
        List<ReceiptLine> lines = new ArrayList<>(head.lines());
        int index = indexOf(lines, fact);
        ReceiptLine line = index < 0 ? null : lines.get(index);
        List<LotEntry> lots = new ArrayList<>(line == null ? List.of() : line.lots());
        if (fact.lotNumber() != null) {
            lots.add(new LotEntry(
                    fact.lotNumber(),
                    fact.expirationDate(),
                    fact.quantityChange(),
                    Objects.requireNonNull(fact.location())));
        }
        ReceiptLine changed = new ReceiptLine(
                lineNumber(fact),
                fact.itemCode(),
                line == null ? fact.quantityChange() : line.quantity().plus(fact.quantityChange()),
                fact.unit(),
                fact.lotNumber() != null,
                true,
                fact.reasonText() != null,
                fact.reasonText(),
                lots);
        if (index < 0) {
            lines.add(changed);
        } else {
            lines.set(index, changed);
        }
        return new Receipt.Received(
                new GoodsReceived(head.with(head.occurredAt(), head.recordedAt(), lines), Map.of(), unissued));
    }

    /** Where the event that was taken back last stands in the document. */
    public static String placeOf(ReceiptContent content, LotFact fact) {
        int index = indexOf(content.lines(), fact);
        String place = "/lines/" + index;
        return fact.lotNumber() == null
                ? place
                : place + "/lots/" + (content.lines().get(index).lots().size() - 1);
    }

    private static int indexOf(List<ReceiptLine> lines, LotFact fact) {
        int number = lineNumber(fact);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).lineNumber() == number && lines.get(i).itemCode().equals(fact.itemCode())) {
                return i;
            }
        }
        return -1;
    }

    private static int lineNumber(LotFact fact) {
        return Objects.requireNonNullElse(fact.document().line(), 1);
    }

    private static ReceiptContent head(Receipt before, LotEvent event) {
        LotFact fact = event.fact();
        ReceiptContent pending = before instanceof Receipt.Existing existing ? existing.content() : null;
        return new ReceiptContent(
                fact.document().number(),
                source(event),
                partner(fact.party(), pending == null ? null : pending.party()),
                Objects.requireNonNull(fact.location()),
                fact.references(),
                pending == null ? null : pending.expectedOn(),
                fact.occurredAt(),
                fact.recordedAt(),
                List.of());
    }

    private static @Nullable BusinessPartner partner(@Nullable Party party, @Nullable BusinessPartner before) {
        if (party == null) {
            return null;
        }
        return new BusinessPartner(
                party.code(),
                party.name(),
                party.gln(),
                before != null && before.code().equals(party.code()) ? before.address() : null);
    }

    private static ReceiptSource source(LotEvent event) {
        return switch (event) {
            case LotReceived received -> ReceiptSource.SUPPLIER;
            case LotAdjusted(var reason, var fact) ->
                switch (reason) {
                    case CUSTOMER_RETURN -> ReceiptSource.CUSTOMER_RETURN;
                    case TRANSFER_IN -> ReceiptSource.TRANSFER;
                    case ASSEMBLY_OUTPUT, ASSEMBLY_UNISSUE -> ReceiptSource.ASSEMBLY;
                    default -> throw noReceipt(event);
                };
            case LotShipped shipped -> throw noReceipt(event);
        };
    }

    private static IllegalStateException noReceipt(LotEvent event) {
        return new IllegalStateException(event.link().eventId() + " is not of a receipt");
    }
}

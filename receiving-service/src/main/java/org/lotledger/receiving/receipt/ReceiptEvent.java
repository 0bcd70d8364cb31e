package org.lotledger.receiving.receipt;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.lotledger.events.LotEvent;
import org.lotledger.receiving.lot.Addition;
import org.lotledger.receiving.lot.NamedDocument;

/** What happened to a receipt. Private to receiving; others hear of lots. */
public sealed interface ReceiptEvent {

    /** It was saved for the first time. */
    record ReceiptCreated(ReceiptContent content) implements ReceiptEvent {}

    /** It was changed; this is what it says since. */
    record ReceiptEdited(ReceiptContent content) implements ReceiptEvent {}

    /** The lots of a line were entered, in place of those before. */
    record LotsEntered(int lineNumber, List<LotEntry> lots, Instant recordedAt) implements ReceiptEvent {
        public LotsEntered {
            lots = List.copyOf(lots);
        }
    }

    /**
     * The goods are in stock. Carries everything that is announced of it, so that the announcements follow from this
     * event alone: every lot has its date as it is known from now on, and the time is settled.
     *
     * @param basedOn the last of shipping's events that the decision is based on, by lot id; empty where it is on none
     * @param unissued the ids of lots that are components of an assembly that came back
     */
    record GoodsReceived(ReceiptContent content, Map<UUID, Long> basedOn, Set<UUID> unissued) implements ReceiptEvent {
        public GoodsReceived {
            basedOn = Collections.unmodifiableMap(new TreeMap<>(basedOn));
            unissued = Set.copyOf(unissued);
        }

        /** The document of shipping of which something came in again; empty when it was none. */
        public Optional<NamedDocument> cameFrom() {
            return content.source() == ReceiptSource.SUPPLIER ? Optional.empty() : content.named();
        }

        /** What came in again of that document. */
        public List<Addition> cameBack() {
            return content.additions().stream()
                    .filter(addition -> switch (content.source()) {
                        case SUPPLIER -> false;
                        case CUSTOMER_RETURN, TRANSFER -> true;
                        case ASSEMBLY -> unissued.contains(addition.lot().lotId());
                    })
                    .toList();
        }

        /** What came out of an assembly, as far as is known: its lots were not heard to have gone in. */
        public List<Addition> cameOut() {
            return content.additions().stream()
                    .filter(addition -> content.source() == ReceiptSource.ASSEMBLY
                            && !unissued.contains(addition.lot().lotId()))
                    .toList();
        }

        /** What of that was used before; what was only on its way between our places was not. */
        public List<Addition> gaveBack() {
            return content.source() == ReceiptSource.TRANSFER ? List.of() : cameBack();
        }
    }

    /** It was given up. */
    record ReceiptVoided(Instant recordedAt) implements ReceiptEvent {}

    /**
     * The store had lost that something came in with it, and heard it again from its own public event (docs/decisions/0020).
     *
     * @param event the public event, at its place of its chain
     * @param place where it stands in the document, as a JSON pointer
     */
    record ArrivalTakenBack(LotEvent event, String place) implements ReceiptEvent {}
}

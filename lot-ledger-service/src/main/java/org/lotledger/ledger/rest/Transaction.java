package org.lotledger.ledger.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.persistence.LotTransaction;

/**
 * One event of a lot's history as callers see it.
 *
 * @param type LotReceived, LotShipped or LotAdjusted
 * @param reason of a LotAdjusted; null otherwise
 * @param runningBalance the lot's on hand after it, in this ledger's order of arrival
 * @param location null where the event concerns the lot everywhere
 * @param occurredAt when it happened
 * @param recordedAt when it was written down
 * @param corrects the id of the event that it corrects; null if it corrects none
 */
public record Transaction(
        String eventId,
        String type,
        @Nullable String reason,
        BigDecimal quantityChange,
        BigDecimal runningBalance,
        @Nullable String location,
        Document document,
        @Nullable Partner party,
        Map<String, String> references,
        @Nullable String reasonText,
        Instant occurredAt,
        Instant recordedAt,
        String actor,
        @Nullable String corrects) {

    /** The document that the event comes from. */
    public record Document(
            String type, String number, @Nullable Integer line) {}

    /** Who delivered the goods or got them. */
    public record Partner(
            String role,
            String code,
            @Nullable String name,
            @Nullable String gln) {}

    static Transaction of(LotTransaction row) {
        return new Transaction(
                row.eventId(),
                row.type,
                row.reason,
                new Quantity(row.quantityChange).value(),
                new Quantity(row.runningBalance).value(),
                row.location,
                new Document(row.documentType, row.documentNumber, row.documentLine),
                row.partyRole == null || row.partyCode == null
                        ? null
                        : new Partner(row.partyRole, row.partyCode, row.partyName, row.partyGln),
                row.references,
                row.reasonText,
                row.occurredAt,
                row.recordedAt,
                row.actor,
                row.corrects);
    }
}

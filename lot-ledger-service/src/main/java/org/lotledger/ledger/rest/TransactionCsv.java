package org.lotledger.ledger.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.persistence.LotTransaction;

/** A lot's history as a table. */
@ApplicationScoped
public class TransactionCsv {
    private static final List<String> COLUMNS = List.of(
            "eventId",
            "type",
            "reason",
            "quantityChange",
            "runningBalance",
            "location",
            "documentType",
            "documentNumber",
            "documentLine",
            "partyRole",
            "partyCode",
            "partyName",
            "partyGln",
            "references",
            "reasonText",
            "occurredAt",
            "recordedAt",
            "actor",
            "corrects");

    private final ObjectMapper json;

    public TransactionCsv(ObjectMapper json) {
        this.json = json;
    }

    static byte[] header(boolean byteOrderMark) {
        return CsvText.header(COLUMNS, byteOrderMark);
    }

    byte[] lines(List<LotTransaction> rows) {
        return CsvText.lines(rows.stream().map(Transaction::of).map(this::cells).toList());
    }

    private List<@Nullable Object> cells(Transaction row) {
        Transaction.Partner party = row.party();
        return Arrays.asList(
                row.eventId(),
                row.type(),
                row.reason(),
                row.quantityChange(),
                row.runningBalance(),
                row.location(),
                row.document().type(),
                row.document().number(),
                row.document().line(),
                party == null ? null : party.role(),
                party == null ? null : party.code(),
                party == null ? null : party.name(),
                party == null ? null : party.gln(),
                row.references().isEmpty() ? null : writeJson(row.references()),
                row.reasonText(),
                row.occurredAt(),
                row.recordedAt(),
                row.actor(),
                row.corrects());
    }

    private String writeJson(Map<String, String> references) {
        try {
            return json.writeValueAsString(references);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("references are texts", e);
        }
    }
}

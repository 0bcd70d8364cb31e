package org.lotledger.ledger.rest;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.ledger.persistence.LotTransaction;

/** The parameters of a lot's history. */
public class TransactionSearch {
    private static final Set<String> TYPES = Set.of("LotReceived", "LotShipped", "LotAdjusted");

    @QueryParam("from")
    @Parameter(description = "Earliest time of happening: an instant (RFC 3339), or a date: from its beginning")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(description = "Latest time of happening: an instant (RFC 3339), or a date: to its end")
    @Nullable
    String to;

    @QueryParam("type")
    @Parameter(description = "LotReceived, LotShipped, LotAdjusted, or the reason of a LotAdjusted")
    @Nullable
    String type;

    @QueryParam("order")
    @Parameter(description = "asc (default) or desc, by the time of happening")
    @Nullable
    String order;

    @QueryParam("limit")
    @Parameter(description = "1 to 500, default 50")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Nullable
    String cursor;

    @QueryParam("bom")
    @Parameter(description = "For text/csv: whether to begin with a byte order mark, as Excel needs it")
    @Nullable
    String bom;

    /** What the parameters ask for. */
    record Asked(LotTransaction.Filter filter, boolean descending, LotTransaction.@Nullable After after, int limit) {}

    /** What the parameters of a whole history ask for. */
    record AskedWhole(LotTransaction.Filter filter, boolean descending, boolean byteOrderMark) {}

    Asked read(UUID lotId, ZoneId zone) {
        QueryParameters parameters = new QueryParameters();
        LotTransaction.Filter filter = filter(parameters, lotId, zone);
        boolean descending = descending(parameters);
        LotTransaction.After after =
                parameters.read("cursor", cursor, "one that this list has given out", TransactionSearch::after);
        int rowsMax = parameters.limit(limit);
        parameters.check();
        return new Asked(filter, descending, after, rowsMax);
    }

    /** For an answer that has no pages. */
    AskedWhole readWhole(UUID lotId, ZoneId zone) {
        QueryParameters parameters = new QueryParameters();
        LotTransaction.Filter filter = filter(parameters, lotId, zone);
        boolean descending = descending(parameters);
        Boolean byteOrderMark = parameters.trueOrFalse("bom", bom);
        parameters.absent("limit", limit, "has no meaning here: the table has all rows");
        parameters.absent("cursor", cursor, "has no meaning here: the table has all rows");
        parameters.check();
        return new AskedWhole(filter, descending, byteOrderMark != null && byteOrderMark);
    }

    private LotTransaction.Filter filter(QueryParameters parameters, UUID lotId, ZoneId zone) {
        return new LotTransaction.Filter(
                lotId,
                parameters.from("from", from, zone),
                parameters.until("to", to, zone),
                parameters.read("type", type, "a type of event or a reason", TransactionSearch::typeOrReason),
                null);
    }

    private boolean descending(QueryParameters parameters) {
        Boolean descending = parameters.read("order", order, "asc or desc", word -> switch (word) {
            case "asc" -> Optional.of(false);
            case "desc" -> Optional.of(true);
            default -> Optional.empty();
        });
        return descending != null && descending;
    }

    /** The cursor after a row. */
    static String cursor(LotTransaction row) {
        return Cursor.after(row.occurredAt.toString(), Long.toString(row.position), Long.toString(row.generation));
    }

    private static Optional<LotTransaction.After> after(String text) {
        List<String> keys = Cursor.keys(text, 3);
        return keys == null
                ? Optional.empty()
                : Optional.of(new LotTransaction.After(
                        Instant.parse(keys.get(0)), Long.parseLong(keys.get(1)), Long.parseLong(keys.get(2))));
    }

    private static Optional<String> typeOrReason(String text) {
        boolean known = TYPES.contains(text)
                || Arrays.stream(AdjustmentReason.values())
                        .anyMatch(reason -> reason.name().equals(text));
        return known ? Optional.of(text) : Optional.empty();
    }
}

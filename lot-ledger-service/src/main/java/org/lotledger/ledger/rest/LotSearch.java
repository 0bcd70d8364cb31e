package org.lotledger.ledger.rest;

import jakarta.ws.rs.QueryParam;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotNumber;
import org.lotledger.eventsourcing.rest.Cursor;
import org.lotledger.ledger.lot.LotStatus;
import org.lotledger.ledger.persistence.LotFilter;
import org.lotledger.ledger.persistence.LotIds;
import org.lotledger.ledger.persistence.LotOrder;
import org.lotledger.ledger.persistence.LotRow;

/** The parameters of a search for lots. */
public class LotSearch {
    private static final int TEXT_CHARACTERS_MAX = 100;

    /** GTIN-8, -12, -13 and -14 are the same number with more or fewer leading zeros (GS1 General Specifications). */
    private static final Pattern GTIN = Pattern.compile("[0-9]{8}|[0-9]{12,14}");

    private static final int GTIN_DIGITS = 14;

    @QueryParam("q")
    @Parameter(
            description = "Part of the lot number or item code, in any case; of fewer than 3 characters: the beginning")
    @Nullable
    String q;

    @QueryParam("itemCode")
    @Nullable
    String itemCode;

    @QueryParam("lotNumber")
    @Parameter(description = "The whole lot number, as printed")
    @Nullable
    String lotNumber;

    @QueryParam("gtin")
    @Parameter(description = "8, 12, 13 or 14 digits; leading zeros do not matter")
    @Nullable
    String gtin;

    @QueryParam("location")
    @Parameter(description = "Where some of the lot is now")
    @Nullable
    String location;

    @QueryParam("status")
    @Parameter(description = "RECALLED, QUARANTINED, HELD, EXPIRED or AVAILABLE")
    @Nullable
    String status;

    @QueryParam("inStock")
    @Parameter(description = "true: more than nothing is there, at the location if one is named; false: nothing is")
    @Nullable
    String inStock;

    @QueryParam("expiresBefore")
    @Parameter(description = "YYYY-MM-DD")
    @Nullable
    String expiresBefore;

    @QueryParam("sort")
    @Parameter(
            description = "expirationDate (default), lotNumber, firstReceived or onHand, with - in front: descending;"
                    + " lots without a value come last both ways")
    @Nullable
    String sort;

    @QueryParam("limit")
    @Parameter(description = "1 to 500, default 50")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Nullable
    String cursor;

    /** What the parameters ask for. */
    record Asked(LotFilter filter, LotOrder order, LotOrder.@Nullable After after, int limit) {}

    Asked read() {
        QueryParameters parameters = new QueryParameters();
        LotFilter filter = new LotFilter(
                parameters.read(
                        "q",
                        q,
                        "a text of at most " + TEXT_CHARACTERS_MAX + " characters without control characters",
                        LotSearch::text),
                parameters.code("itemCode", itemCode),
                parameters.read("lotNumber", lotNumber, "a lot number", text -> Optional.of(new LotNumber(text))),
                parameters.read("gtin", gtin, "a GTIN of 8, 12, 13 or 14 digits", LotSearch::gtin14),
                parameters.code("location", location),
                parameters.oneOf("status", status, LotStatus.class),
                parameters.trueOrFalse("inStock", inStock),
                parameters.date("expiresBefore", expiresBefore));
        LotOrder asked = parameters.read(
                "sort", sort, "one of expirationDate, lotNumber, firstReceived, onHand", LotOrder::parse);
        LotOrder order = asked == null ? LotOrder.DEFAULT : asked;
        LotOrder.After after = parameters.read(
                "cursor", cursor, "one that this list has given out in this order", text -> after(order, text));
        int rowsMax = parameters.limit(limit);
        parameters.check();
        return new Asked(filter, order, after, rowsMax);
    }

    /** The cursor after a row. */
    static String cursor(LotOrder order, LotRow row) {
        String value = order.column().text(row);
        return Cursor.after(
                order.toString(),
                value == null ? "null" : "value",
                value == null ? "" : value,
                row.lotId().toString());
    }

    private static Optional<LotOrder.After> after(LotOrder order, String text) {
        List<String> keys = Cursor.keys(text, 4);
        Optional<UUID> lotId = keys == null ? Optional.empty() : LotIds.parse(keys.get(3));
        if (keys == null || lotId.isEmpty() || !keys.getFirst().equals(order.toString())) {
            return Optional.empty();
        }
        return Optional.of(new LotOrder.After(
                keys.get(1).equals("null") ? null : order.column().parse(keys.get(2)), lotId.get()));
    }

    private static Optional<String> text(String raw) {
        String text = Normalizer.normalize(raw.strip(), Normalizer.Form.NFC);
        boolean fits = text.codePointCount(0, text.length()) <= TEXT_CHARACTERS_MAX
                && text.chars().noneMatch(Character::isISOControl);
        return fits ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> gtin14(String digits) {
        return GTIN.matcher(digits).matches()
                ? Optional.of("0".repeat(GTIN_DIGITS - digits.length()) + digits)
                : Optional.empty();
    }
}

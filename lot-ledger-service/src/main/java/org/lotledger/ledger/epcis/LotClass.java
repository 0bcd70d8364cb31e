package org.lotledger.ledger.epcis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the URI of a class means to us. */
public sealed interface LotClass {
    String GTIN = "/01/";
    String LOT = "/10/";
    String OURS = "/lot/";

    /** The number of the item, and of the lot. */
    Pattern DIGITAL_LINK = Pattern.compile(Pattern.quote(EpcisIds.GS1 + GTIN) + "([0-9]{14})(?:" + LOT + "([^/?#]+))?");

    /** One lot by its GTIN; all lots of the item if lotNumber is null. */
    record OfGtin(String gtin14, @Nullable String lotNumber) implements LotClass {}

    /** One lot by its id. */
    record OfLotId(UUID lotId) implements LotClass {}

    /** A class of which we have nothing. */
    record Foreign() implements LotClass {}

    /** The other way round from {@link EpcisIds}. */
    static LotClass of(String uri, EpcisIds ids) {
        Matcher link = DIGITAL_LINK.matcher(uri);
        if (link.matches()) {
            return ofLink(link.group(1), link.group(2));
        }
        String ours = ids.base() + OURS;
        if (uri.startsWith(ours)) {
            return ofId(uri.substring(ours.length()));
        }
        return new Foreign();
    }

    private static LotClass ofLink(String gtin14, @Nullable String lot) {
        try {
            // A plus stands for itself in a path.
            return new OfGtin(
                    gtin14, lot == null ? null : URLDecoder.decode(lot.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return new Foreign();
        }
    }

    private static LotClass ofId(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? new OfLotId(id) : new Foreign();
        } catch (IllegalArgumentException e) {
            return new Foreign();
        }
    }
}

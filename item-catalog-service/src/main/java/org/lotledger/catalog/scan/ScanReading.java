package org.lotledger.catalog.scan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lotledger.catalog.item.Gtin;
import org.lotledger.events.LotNumber;
import org.lotledger.events.Quantity;

/**
 * What a text says about goods. What it does not say is null.
 *
 * @param gtin14 14 digits: AI (01), the item itself, or (02), the contents of a logistic unit, or (03)
 * @param lotNumber AI (10)
 * @param expirationDate AI (17), or the day of AI (7003)
 * @param bestBeforeDate AI (15)
 * @param productionDate AI (11)
 * @param quantity how many, AI (30) or (37); else how much, if exactly one net weight, volume, area or length is given
 * @param serial AI (21)
 * @param elements all that was found, in the order of the text, each once
 */
public record ScanReading(
        @Nullable String gtin14,
        @Nullable LotNumber lotNumber,
        @Nullable LocalDate expirationDate,
        @Nullable LocalDate bestBeforeDate,
        @Nullable LocalDate productionDate,
        @Nullable Quantity quantity,
        @Nullable String serial,
        List<Element> elements) {

    public ScanReading {
        elements = List.copyOf(elements);
    }

    /** A number without an AI says the same as AI (01). */
    static ScanReading ofGtin(Gtin gtin) {
        String digits = gtin.fourteenDigits();
        return new ScanReading(digits, null, null, null, null, null, null, List.of(new Element("01", digits)));
    }

    static ScanReading of(List<Element> found, int thisYear) {
        Map<String, String> values = new LinkedHashMap<>();
        found.forEach(element -> values.putIfAbsent(element.ai(), element.value()));
        String lot = values.get("10");
        return new ScanReading(
                first(values, "01", "02", "03"),
                lot == null ? null : new LotNumber(lot),
                date(first(values, "17", "7003"), thisYear),
                date(values.get("15"), thisYear),
                date(values.get("11"), thisYear),
                quantity(values),
                values.get("21"),
                values.entrySet().stream()
                        .map(entry -> new Element(entry.getKey(), entry.getValue()))
                        .toList());
    }

    /** Whether it says anything that a stock of goods is kept by. */
    boolean tellsOfGoods() {
        return elements.stream()
                .map(element -> AiTable.byCode(element.ai()))
                .anyMatch(ai -> ai != null && ai.isOfGoods());
    }

    private static @Nullable String first(Map<String, String> values, String... ais) {
        for (String ai : ais) {
            if (values.containsKey(ai)) {
                return values.get(ai);
            }
        }
        return null;
    }

    private static @Nullable LocalDate date(@Nullable String digits, int thisYear) {
        return digits == null ? null : Gs1Date.of(digits, thisYear);
    }

    private static @Nullable Quantity quantity(Map<String, String> values) {
        String count = first(values, "30", "37");
        if (count != null) {
            return Quantity.of(count);
        }
        List<String> amounts = values.keySet().stream()
                .filter(ai -> Measure.of(ai).filter(Measure::isAmount).isPresent())
                .toList();
        if (amounts.size() != 1) {
            return null;
        }
        String ai = amounts.getFirst();
        int decimals = ai.charAt(3) - '0';
        return new Quantity(new BigDecimal(values.get(ai)).movePointLeft(decimals));
    }

    /** As people write it: (01)09506000134352(10)ABC. */
    @Override
    public String toString() {
        return elements.stream().map(Element::toString).collect(Collectors.joining());
    }
}

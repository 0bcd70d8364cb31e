package org.lotledger.catalog.scan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What AIs (310n) to (369n) measure (GS1 General Specifications, 3.6). The fourth digit is the number of decimals; the
 * gross ones are of logistic units.
 */
enum Measure {
    NET_WEIGHT_KILOGRAMS("310", true),
    LENGTH_METRES("311", true),
    WIDTH_METRES("312", false),
    HEIGHT_METRES("313", false),
    AREA_SQUARE_METRES("314", true),
    NET_VOLUME_LITRES("315", true),
    NET_VOLUME_CUBIC_METRES("316", true),
    NET_WEIGHT_POUNDS("320", true),
    LENGTH_INCHES("321", true),
    LENGTH_FEET("322", true),
    LENGTH_YARDS("323", true),
    WIDTH_INCHES("324", false),
    WIDTH_FEET("325", false),
    WIDTH_YARDS("326", false),
    HEIGHT_INCHES("327", false),
    HEIGHT_FEET("328", false),
    HEIGHT_YARDS("329", false),
    GROSS_WEIGHT_KILOGRAMS("330", false),
    GROSS_LENGTH_METRES("331", false),
    GROSS_WIDTH_METRES("332", false),
    GROSS_HEIGHT_METRES("333", false),
    GROSS_AREA_SQUARE_METRES("334", false),
    GROSS_VOLUME_LITRES("335", false),
    GROSS_VOLUME_CUBIC_METRES("336", false),
    KILOGRAMS_PER_SQUARE_METRE("337", false),
    GROSS_WEIGHT_POUNDS("340", false),
    GROSS_LENGTH_INCHES("341", false),
    GROSS_LENGTH_FEET("342", false),
    GROSS_LENGTH_YARDS("343", false),
    GROSS_WIDTH_INCHES("344", false),
    GROSS_WIDTH_FEET("345", false),
    GROSS_WIDTH_YARDS("346", false),
    GROSS_HEIGHT_INCHES("347", false),
    GROSS_HEIGHT_FEET("348", false),
    GROSS_HEIGHT_YARDS("349", false),
    AREA_SQUARE_INCHES("350", true),
    AREA_SQUARE_FEET("351", true),
    AREA_SQUARE_YARDS("352", true),
    GROSS_AREA_SQUARE_INCHES("353", false),
    GROSS_AREA_SQUARE_FEET("354", false),
    GROSS_AREA_SQUARE_YARDS("355", false),
    NET_WEIGHT_TROY_OUNCES("356", true),
    NET_WEIGHT_OR_VOLUME_OUNCES("357", true),
    NET_VOLUME_QUARTS("360", true),
    NET_VOLUME_GALLONS("361", true),
    GROSS_VOLUME_QUARTS("362", false),
    GROSS_VOLUME_GALLONS("363", false),
    NET_VOLUME_CUBIC_INCHES("364", true),
    NET_VOLUME_CUBIC_FEET("365", true),
    NET_VOLUME_CUBIC_YARDS("366", true),
    GROSS_VOLUME_CUBIC_INCHES("367", false),
    GROSS_VOLUME_CUBIC_FEET("368", false),
    GROSS_VOLUME_CUBIC_YARDS("369", false);

    private final String digits;
    private final boolean isAmount;

    Measure(String digits, boolean isAmount) {
        this.digits = digits;
        this.isAmount = isAmount;
    }

    /** What an AI measures; empty if it is none of a measure. */
    static Optional<Measure> of(String ai) {
        return Arrays.stream(values())
                .filter(measure -> ai.length() == measure.digits.length() + 1 && ai.startsWith(measure.digits))
                .findFirst();
    }

    /** The first three digits of its AIs. */
    String digits() {
        return digits;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it says how much there is of the goods; a width says it not, and a gross weight has the pallet in it. */
    boolean isAmount() {
        return isAmount;
    }
}

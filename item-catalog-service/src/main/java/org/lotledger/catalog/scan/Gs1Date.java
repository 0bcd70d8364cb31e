package org.lotledger.catalog.scan;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** The six digits YYMMDD of the date AIs (GS1 General Specifications, 3.4 and 7.12). */
final class Gs1Date {
    /** A two-digit year so far ahead of ours, or further, is one of the century before. */
    private static final int YEARS_AHEAD_OF_LAST_CENTURY = 51;

    /** A two-digit year so far behind ours, or further, is one of the century after. */
    private static final int YEARS_BEHIND_OF_NEXT_CENTURY = 50;

    private Gs1Date() {}

    /**
     * The day that six digits name.
     *
     * @param digits without a flaw; day 00 is the last day of the month
     * @param thisYear of the day on which the label is read
     */
    static LocalDate of(String digits, int thisYear) {
        YearMonth month = YearMonth.of(year(digits, thisYear), pair(digits, 2));
        int day = pair(digits, 4);
        return day == 0 ? month.atEndOfMonth() : month.atDay(day);
    }

    /** Why the six digits name no day, in words that go on a sentence; null when they do. */
    static @Nullable String flawOf(String digits, boolean dayMayBeZero, int thisYear) {
        int month = pair(digits, 2);
        int day = pair(digits, 4);
        if (month < 1 || month > 12) {
            return "is no date YYMMDD: there is no month " + digits.substring(2, 4) + ".";
        }
        if (day == 0) {
            return dayMayBeZero ? null : "is no date YYMMDD: this AI needs a day, 00 is none.";
        }
        try {
            LocalDate.of(year(digits, thisYear), month, day);
            return null;
        } catch (DateTimeException e) {
            return "is no date YYMMDD: " + YearMonth.of(year(digits, thisYear), month) + " has no day "
                    + digits.substring(4) + ".";
        }
    }

    private static int year(String digits, int thisYear) {
        int century = thisYear - thisYear % 100;
        int ahead = pair(digits, 0) - thisYear % 100;
        if (ahead >= YEARS_AHEAD_OF_LAST_CENTURY) {
            century -= 100;
        } else if (ahead <= -YEARS_BEHIND_OF_NEXT_CENTURY) {
            century += 100;
        }
        return century + pair(digits, 0);
    }

    private static int pair(String digits, int index) {
        return Integer.parseInt(digits, index, index + 2, 10);
    }
}

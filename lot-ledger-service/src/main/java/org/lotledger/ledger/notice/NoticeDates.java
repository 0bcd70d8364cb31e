package org.lotledger.ledger.notice;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the expiration dates in a notice. */
final class NoticeDates {
    private static final String MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
    private static final int MONTH_CHARACTERS = 4;
    private static final String DATE = "(?:\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[/-]\\d{1,2}[/-]\\d{2,4}|\\d{1,2}/\\d{4}"
            + "|(?:" + MONTHS + ")[a-z]*\\.?\\s+\\d{1,2},?\\s+\\d{4}|\\d{1,2}[\\s/-]?(?:" + MONTHS
            + ")[a-z]*[\\s/-]?\\d{4}|(?:" + MONTHS + ")[a-z]*\\.?\\s+\\d{4})";
    private static final String EXPIRY = "(?:best\\s+(?:by|before|if\\s+used\\s+by)|use\\s+by|used\\s+by|sell\\s+by"
            + "|exp(?:iry|iration|ires|\\.)?)(?:\\s+dates?)?(?:\\s+(?:of|is|are))?";

    private static final Pattern BETWEEN =
            pattern(EXPIRY + "[:\\s]*between\\s*(" + DATE + ")\\s*(?:and|through|thru|to|-|–)\\s*(" + DATE + ")");
    private static final Pattern FROM_TO =
            pattern(EXPIRY + "[:\\s]*(?:from)?\\s*(" + DATE + ")\\s*(?:through|thru|to|-|–)\\s*(" + DATE + ")");
    private static final Pattern UNTIL =
            pattern(EXPIRY + "[:\\s]*(?:on\\s+or\\s+before|up\\s+to|before|prior\\s+to|until)\\s+(" + DATE + ")");
    private static final Pattern SINCE = pattern(
            EXPIRY + "[:\\s]*(?:on\\s+or\\s+after|after|from)\\s+(" + DATE + ")(?!\\s*(?:and|through|thru|to|-|–))");
    private static final Pattern ANY = pattern(DATE);

    private static final int CENTURY = 2000;

    private NoticeDates() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /**
     * The ranges, if all dates of the text belong to ranges; none if single dates stand beside them, because nobody can
     * tell by rule which of them are about which lots.
     */
    static List<DateRange> ranges(String text) {
        List<DateRange> ranges = new ArrayList<>();
        String rest = take(text, BETWEEN, ranges, true, true);
        rest = take(rest, FROM_TO, ranges, true, true);
        rest = take(rest, UNTIL, ranges, false, true);
        rest = take(rest, SINCE, ranges, true, false);
        return ANY.matcher(rest).find() ? List.of() : List.copyOf(ranges);
    }

    private static String take(String text, Pattern pattern, List<DateRange> ranges, boolean lower, boolean upper) {
        Matcher found = pattern.matcher(text);
        StringBuilder rest = new StringBuilder();
        while (found.find()) {
            LocalDate from = lower ? reading(found.group(1), true) : LocalDate.MIN;
            LocalDate to = upper ? reading(found.group(found.groupCount()), false) : LocalDate.MAX;
            ranges.add(new DateRange(from, to, found.group().strip().replaceAll("\\s+", " ")));
            found.appendReplacement(rest, " ");
        }
        return found.appendTail(rest).toString();
    }

    /** The earliest or latest day that is meant; with no such day, one that excludes nothing. */
    private static LocalDate reading(String text, boolean earliest) {
        List<LocalDate> days = new ArrayList<>();
        String[] parts = text.toLowerCase(Locale.ROOT)
                .replaceAll("(\\d)([a-z])", "$1 $2")
                .replaceAll("([a-z])(\\d)", "$1 $2")
                .split("[^a-z0-9]+", -1);
        int month = -1;
        List<Integer> numbers = new ArrayList<>();
        for (String part : parts) {
            if (Character.isDigit(part.charAt(0))) {
                numbers.add(Integer.valueOf(part));
            } else {
                month = MONTHS.indexOf(part.substring(0, MONTH_CHARACTERS - 1)) / MONTH_CHARACTERS + 1;
            }
        }
        int last = numbers.getLast();
        int first = numbers.getFirst();
        if (month > 0) {
            addMonthOrDay(days, last, month, numbers.size() == 1 ? 0 : first, earliest);
        } else if (numbers.size() == 2) {
            addMonthOrDay(days, last, first, 0, earliest);
        } else if (parts[0].length() == 4) {
            addMonthOrDay(days, first, numbers.get(1), last, earliest);
        } else {
            int year = last < CENTURY / 20 ? CENTURY + last : last;
            addMonthOrDay(days, year, first, numbers.get(1), earliest);
            addMonthOrDay(days, year, numbers.get(1), first, earliest);
        }
        return days.stream()
                .reduce((one, other) -> one.isBefore(other) == earliest ? one : other)
                .orElse(earliest ? LocalDate.MIN : LocalDate.MAX);
    }

    private static void addMonthOrDay(List<LocalDate> days, int year, int month, int day, boolean earliest) {
        try {
            YearMonth whole = YearMonth.of(year, month);
            days.add(day > 0 ? whole.atDay(day) : earliest ? whole.atDay(1) : whole.atEndOfMonth());
        } catch (DateTimeException e) {
            // Not a date in this order of day and month; the other one may be.
        }
    }
}

package org.lotledger.catalog.scan;

/** How texts of others are shown within our sentences. */
final class Wording {
    /** Longer texts are cut: who reads the sentence has the whole text. */
    private static final int SHOWN_MAX = 60;

    private Wording() {}

    static String character(char unit) {
        return isVisible(unit) ? "'" + unit + "'" : "U+%04X".formatted((int) unit);
    }

    static String text(String text) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), SHOWN_MAX); i++) {
            char unit = text.charAt(i);
            shown.append(isVisible(unit) ? String.valueOf(unit) : "{U+%04X}".formatted((int) unit));
        }
        return shown.append(text.length() > SHOWN_MAX ? "…\"" : "\"").toString();
    }

    private static boolean isVisible(char unit) {
        return unit == ' '
                || !(Character.isISOControl(unit)
                        || Character.isSurrogate(unit)
                        || Character.isSpaceChar(unit)
                        || Character.getType(unit) == Character.FORMAT);
    }
}

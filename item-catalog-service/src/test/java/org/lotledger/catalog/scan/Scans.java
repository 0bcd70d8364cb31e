package org.lotledger.catalog.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;

/** How the tests read texts, in the year 2026. */
final class Scans {
    static final int THIS_YEAR = 2026;
    static final char GS = '\u001D';

    private Scans() {}

    static Scan scan(String text) {
        return ScanReader.read(text, THIS_YEAR);
    }

    /** The one reading of a text. */
    static ScanReading read(String text) {
        return switch (scan(text)) {
            case Scan.Read read -> read.reading();
            case Scan.Ambiguous ambiguous -> fail("ambiguous: " + ambiguous);
            case Scan.Invalid invalid -> fail("invalid: " + invalid);
        };
    }

    /** The elements of the one reading, as people write them. */
    static String elements(String text) {
        return read(text).toString();
    }

    /** The readings of an ambiguous text, as people write them. */
    static List<String> candidates(String text) {
        Scan scan = scan(text);
        assertThat(scan).isInstanceOf(Scan.Ambiguous.class);
        return ((Scan.Ambiguous) scan)
                .candidates().stream().map(ScanReading::toString).toList();
    }

    /** What is wrong with a text that has no reading. */
    static List<ScanProblem> problems(String text) {
        Scan scan = scan(text);
        assertThat(scan).isInstanceOf(Scan.Invalid.class);
        return ((Scan.Invalid) scan).problems();
    }
}

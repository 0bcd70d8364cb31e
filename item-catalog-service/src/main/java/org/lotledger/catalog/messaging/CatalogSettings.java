package org.lotledger.catalog.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The catalog's own settings. */
@ConfigMapping(prefix = "lots")
public interface CatalogSettings {
    HoldNews holdNews();

    /** Telling shipping of holds, directly and until it acknowledges. */
    interface HoldNews {
        /** Longest wait for shipping's answer, in milliseconds; a person waits for the answer to the hold meanwhile. */
        @WithDefault("3000")
        long answerMillisMax();

        /** Time between two rounds, in milliseconds; for so long a held lot may leave after shipping is back. */
        @WithDefault("1000")
        long intervalMillis();

        /** Holds told in one round; the rest has its turn in the next, so that one round ends within a minute. */
        @WithDefault("100")
        int batchSizeMax();
    }
}

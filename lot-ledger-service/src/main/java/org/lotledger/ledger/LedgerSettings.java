package org.lotledger.ledger;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.ZoneId;

/** The ledger's own settings. */
@ConfigMapping(prefix = "lots")
public interface LedgerSettings {

    /** The zone whose calendar says which day it is: a lot is expired from midnight after its date. */
    @WithDefault("UTC")
    ZoneId zone();

    Writers writers();

    Export export();

    Rebuild rebuild();

    Verification verification();

    Heads heads();

    Lag lag();

    Stock stock();

    /** Asking the writers what they announced; their addresses are those of the REST clients. */
    interface Writers {
        /** Longest wait for one page, in milliseconds; 500 announcements are read and sent in a tenth of a second. */
        @WithDefault("10000")
        long answerTimeoutMillis();
    }

    /** What is told to authorities and partners. */
    interface Export {
        /**
         * An absolute URI without a slash at its end, below which lots, places, partners and papers without a GS1 number are
         * named. To be set to an address of the company before others get an export: two companies with the same base would
         * give the same names to different things. Events get other ids when it changes.
         */
        @WithDefault("https://lotledger.org")
        String uriBase();

        /** Rows of one sheet without its header; a spreadsheet program opens no more. */
        @WithDefault("1048575")
        int sheetRowsMax();

        /** Workbooks written at once; each holds a database connection while it is written. */
        @WithDefault("2")
        int atOnceMax();
    }

    /** Making the projection anew. */
    interface Rebuild {
        /** Events applied in one transaction; more makes none faster, and is lost when it is interrupted. */
        @WithDefault("2000")
        int batchSizeMax();

        /** Time between two looks whether a rebuild waits for somebody to go on with it, in milliseconds. */
        @WithDefault("1000")
        long pollIntervalMillis();

        /** After this long without a sign of life, in milliseconds, another process goes on. Longer than any one step. */
        @WithDefault("30000")
        long leaseMillis();

        /** For how long a writer that does not answer is asked again before the rebuild fails, in milliseconds. */
        @WithDefault("600000")
        long patienceMillis();

        /** Time between two tries after a failure, in milliseconds. */
        @WithDefault("1000")
        long retryIntervalMillis();

        /** Keys that may be behind when the consumers are stopped to apply the last of them; they wait for that long. */
        @WithDefault("50")
        int keysBehindMax();

        /** Passes over what came meanwhile before the rebuild gives up: the writers are faster than it. */
        @WithDefault("100")
        int catchUpPassesMax();

        /** Longest wait for the end of a batch of the consumers and for a vacuum that is under way, in milliseconds. */
        @WithDefault("10000")
        long consumersWaitMillis();

        /**
         * Longest wait for readers to finish, in milliseconds; others queue behind it for so long. Less than PostgreSQL's
         * deadlock_timeout (1 s), so that the one to give up is never a reader.
         */
        @WithDefault("400")
        long readersWaitMillis();

        /** Tries to find a moment without readers while the consumers wait; then they go on, and it is tried anew. */
        @WithDefault("10")
        int swapTriesMax();
    }

    /** Comparing the ledger with the writers' stores. */
    interface Verification {
        /** Lots compared in one snapshot of the ledger. */
        @WithDefault("500")
        int lotsMax();

        /**
         * Events of their histories at which a snapshot is not given another lot; a few seconds of work, so that it does
         * not keep the database from cleaning up.
         */
        @WithDefault("20000")
        int eventsMax();

        /** Differences that the answer lists; one is one too many, and more than these nobody reads. */
        @WithDefault("100")
        int differencesMax();

        /** Milliseconds from the writing down of an event after which it is no lag if the ledger has not applied it. */
        @WithDefault("60000")
        long notAppliedAfterMillis();

        /** Milliseconds after which a verification whose process does not say that it lives is given up. */
        @WithDefault("60000")
        long leaseMillis();

        /** Milliseconds between two notes of how far it is. */
        @WithDefault("1000")
        long noteIntervalMillis();
    }

    /** Comparing the writers' heads with what is applied. */
    interface Heads {
        /** Milliseconds between two looks; each reads every head, half a second's work for a hundred thousand keys. */
        @WithDefault("60000")
        long intervalMillis();

        /** Milliseconds for which a key must not move before its tail counts as lost; relay and consumer need far less. */
        @WithDefault("30000")
        long aheadMillis();

        /** Keys remembered between two looks: with more that are ahead the ledger is only late. */
        @WithDefault("10000")
        int keysMax();
    }

    /** Measuring how much of the topics is still to be read. */
    interface Lag {
        /** Milliseconds between two looks; metrics are collected about as often. */
        @WithDefault("5000")
        long intervalMillis();
    }

    /** Counting the lots in stock for the metrics. */
    interface Stock {
        /** Time between two counts, in milliseconds; one reads all lots in stock. */
        @WithDefault("60000")
        long intervalMillis();
    }
}

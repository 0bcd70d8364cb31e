package org.lotledger.eventsourcing.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The mechanism's own settings; every loop, batch and wait has its bound here. */
@ConfigMapping(prefix = "lots")
public interface EventSourcingSettings {

    /** The name of this service as the source of public events, and in front of their ids; never changes. */
    String source();

    /** Whether the service announces events; fixed at build, it decides whether there is a relay. */
    @WithDefault("false")
    boolean writer();

    /** Whether the service takes in events of others; fixed at build. */
    @WithDefault("false")
    boolean consumer();

    /** Whether the service keeps copies of what another service owns; fixed at build. */
    @WithDefault("false")
    boolean references();

    Relay relay();

    ReadBack readBack();

    After after();

    Idempotency idempotency();

    Request request();

    Pool pool();

    Inbox inbox();

    /** Sending announcements to Kafka. */
    interface Relay {
        /** Events read, sent and awaited together; 500 fill a producer batch and still are acknowledged within ms. */
        @WithDefault("500")
        int batchSizeMax();

        /** Wait when the queue is empty, in milliseconds. A commit in this process wakes the relay at once. */
        @WithDefault("100")
        long pollIntervalMillis();

        /** Wait after a failure (database away, leadership held elsewhere), in milliseconds. */
        @WithDefault("1000")
        long retryIntervalMillis();
    }

    /** Reading own announcements back from the topics (docs/decisions/0020). */
    interface ReadBack {
        /**
         * Longest wait of a start until the topics were read to their end, in milliseconds. A start with Kafka away takes
         * so much longer; usually a second is enough.
         */
        @WithDefault("5000")
        long startWaitMillis();

        /** Wait between two reads at the end of the topics, in milliseconds: how late a store that went back is noticed. */
        @WithDefault("500")
        long pollIntervalMillis();

        /** Wait after a failure (Kafka or the database away), in milliseconds. */
        @WithDefault("500")
        long retryIntervalMillis();

        /** Announcements taken back in by one transaction; they hold the locks of their lots for about a second. */
        @WithDefault("200")
        int takenBackAtOnceMax();
    }

    /** Waiting for an event named by {@code ?after=}. */
    interface After {
        /** Longest wait, in milliseconds, before 503 NOT_YET_APPLIED; api.md fixes 5 s. */
        @WithDefault("5000")
        long waitMillisMax();

        /** Time between two looks, in milliseconds. */
        @WithDefault("20")
        long pollIntervalMillis();

        /** Event ids in one request; api.md fixes 100. */
        @WithDefault("100")
        int eventIdsMax();
    }

    /** Remembered answers. */
    interface Idempotency {
        /** Days for which a first answer is kept; api.md fixes 30. */
        @WithDefault("30")
        int retentionDays();

        /** Time between two removals of what is older, in milliseconds; an hour more or less does not matter. */
        @WithDefault("3600000")
        long removalIntervalMillis();

        /** Answers removed by one statement; more would hold their locks for too long. */
        @WithDefault("1000")
        int removalBatchSizeMax();
    }

    /** What one request may ask of the service. */
    interface Request {
        /** Bytes of a JSON body; api.md fixes 1 MiB. */
        @WithDefault("1048576")
        int bodyBytesMax();

        /** Bytes of a CSV import; api.md fixes 64 MiB. */
        @WithDefault("67108864")
        int importBytesMax();

        /** Milliseconds in which a JSON body must have come; who takes longer holds a place that others need. */
        @WithDefault("30000")
        long bodyMillisMax();

        /** The same of a CSV import: 64 MiB over a line of 2 Mbit/s. */
        @WithDefault("300000")
        long importMillisMax();

        /**
         * Requests that are worked on at once, ten for each connection of the pool: at 5 ms in the database the last of
         * them waits a tenth of a second. The next is told 503 OVERLOADED at once.
         */
        @WithDefault("200")
        int inFlightMax();

        /** Times a command is decided anew after losing a race before the caller is told 503. */
        @WithDefault("5")
        int attemptsMax();
    }

    /** Waiting for one of the connections to the database. */
    interface Pool {
        /**
         * Who may wait at once: twice the requests in flight, so that the relay, the consumers and the health check find
         * room beside them.
         */
        @WithDefault("400")
        int waitingMax();

        /** Longest wait, in milliseconds, before 503 OVERLOADED: a caller is answered within 5 s. */
        @WithDefault("4000")
        int waitMillisMax();
    }

    /** Reading what other services announce. */
    interface Inbox {
        /** Longest wait between two tries of a batch, in milliseconds; tries never end, or facts would be lost. */
        @WithDefault("5000")
        long retryIntervalMillisMax();

        /** Time between two looks whether a topic was deleted and made again, in milliseconds. */
        @WithDefault("5000")
        long topicCheckIntervalMillis();
    }
}

package org.lotledger.system;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, not for a time. A check that takes long is made less often: it must not keep busy what it waits for. */
final class Eventually {
    private static final long PAUSE_MILLIS = 100;

    private Eventually() {}

    /** Runs the check until it passes; after the patience, its last failure is thrown. */
    static void holds(Duration patience, Runnable check) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long begin = System.nanoTime();
            try {
                check.run();
                return;
            } catch (AssertionError | RuntimeException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            pauseAfter(begin);
        }
    }

    /** Repeats the call until it succeeds; after the patience, its last failure is thrown. */
    static <T> T succeeds(Duration patience, Callable<T> call) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            long begin = System.nanoTime();
            try {
                return call.call();
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            pauseAfter(begin);
        }
    }

    private static void pauseAfter(long begin) throws InterruptedException {
        Thread.sleep(Math.max(PAUSE_MILLIS, (System.nanoTime() - begin) / 1_000_000));
    }

    /** The same where only an interruption is checked. */
    static <T> T unchecked(Duration patience, Callable<T> call) {
        try {
            return succeeds(patience, call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}

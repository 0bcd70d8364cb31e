package org.lotledger.system;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, not for a time. */
final class Eventually {

    private Eventually() {}

    /** Runs the check until it passes; after the patience, its last failure is thrown. */
    static void holds(Duration patience, Runnable check) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError | RuntimeException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(100);
        }
    }

    /** Repeats the call until it succeeds; after the patience, its last failure is thrown. */
    static <T> T succeeds(Duration patience, Callable<T> call) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return call.call();
            } catch (Exception | AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(100);
        }
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

package org.lotledger.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Several callers who begin at the same moment. */
public final class AtOnce {
    private AtOnce() {}

    /** What each of the callers got. */
    public static <T> List<T> call(int callers, IntFunction<T> call) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(callers)) {
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                calls.add(threads.submit(() -> {
                    start.await();
                    return call.apply(caller);
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> result : calls) {
                try {
                    results.add(result.get());
                } catch (ExecutionException e) {
                    throw new AssertionError("a call failed", e.getCause());
                }
            }
            return results;
        }
    }
}

package org.lotledger.local;

import java.util.ArrayList;
import java.util.List;

/** Steps that need not wait for each other. */
final class AtOnce {
    private AtOnce() {}

    /** Returns when all have ended; fails with the first failure, which carries the others. */
    static void run(List<Runnable> steps) {
        List<RuntimeException> failures = new ArrayList<>();
        List<Thread> threads = steps.stream()
                .map(step -> Thread.ofVirtual().start(() -> {
                    try {
                        step.run();
                    } catch (RuntimeException e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    } catch (Error e) {
                        synchronized (failures) {
                            failures.add(new IllegalStateException(e));
                        }
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw OwnProcess.interrupted(e);
            }
        }
        synchronized (failures) {
            if (!failures.isEmpty()) {
                RuntimeException first = failures.removeFirst();
                failures.forEach(first::addSuppressed);
                throw first;
            }
        }
    }
}

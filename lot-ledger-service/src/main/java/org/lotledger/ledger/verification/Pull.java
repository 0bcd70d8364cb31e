package org.lotledger.ledger.verification;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A list that comes page by page, taken one by one by a thread that may wait. */
final class Pull<T> {
    /** A page that takes longer has lost its connection; the writers' answers have a shorter limit of their own. */
    private static final Duration PAGE_TIMEOUT = Duration.ofMinutes(2);

    private final Supplier<Uni<List<T>>> pages;
    private Iterator<T> page = List.<T>of().iterator();
    private @Nullable T first;
    private boolean ended;

    /** The list; an empty page is its end. */
    Pull(Supplier<Uni<List<T>>> pages) {
        this.pages = pages;
    }

    /** The next one, which stays the next; null at the end. */
    @Nullable
    T peek() {
        while (first == null && !ended) {
            if (page.hasNext()) {
                first = page.next();
            } else {
                List<T> next = pages.get().await().atMost(PAGE_TIMEOUT);
                ended = next.isEmpty();
                page = next.iterator();
            }
        }
        return first;
    }

    /** Moves on; answers what was the next. */
    T take() {
        T taken = peek();
        if (taken == null) {
            throw new IllegalStateException("the list has ended");
        }
        first = null;
        return taken;
    }
}

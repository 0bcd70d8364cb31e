package org.lotledger.system;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;
import org.lotledger.system.Api.Answer;
import org.lotledger.system.history.Operation;

/**
 * Clients who do everything that the services offer with a few lots, and write down what they asked and were told. The
 * seed decides what each of them tries, step by step; what others do and what fails only changes the answers. A request
 * that was not answered is sent again under its key: at once, or by {@link #settle} when all is well again, or, by a
 * client that has given up, never.
 */
final class Workload implements AutoCloseable {
    /** A client that waits longer thinks that there will be no answer. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);

    private static final int RETRIES_AT_ONCE_MAX = 2;
    private static final long RETRY_PAUSE_MILLIS = 200;

    private final Api api;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    /** Fair, so that who wants to come between the steps gets his turn. */
    private final ReadWriteLock steps = new ReentrantReadWriteLock(true);

    private final AtomicInteger unanswered = new AtomicInteger();

    /** The run names its items ({@link Client#prepare}) and is the beginning of every number. */
    Workload(LocalStack stack, String run, long seed, int clientCount) {
        this(service -> stack.service(service).baseUri(), run, seed, clientCount);
    }

    /** Against services that are elsewhere. */
    Workload(Function<Service, URI> addresses, String run, long seed, int clientCount) {
        this.api = new Api(addresses, ANSWER_MAX);
        for (int i = 0; i < clientCount; i++) {
            Client client = new Client(this, run, seed, i);
            threads.add(Thread.ofPlatform().name("client-" + i).unstarted(() -> work(client)));
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    private void work(Client client) {
        try {
            for (int step = 0; running.get(); step++) {
                steps.readLock().lock();
                try {
                    client.step(step);
                } finally {
                    steps.readLock().unlock();
                }
            }
        } catch (InterruptedException e) {
            surprises.add("interrupted");
        } catch (RuntimeException e) {
            surprises.add("a client failed: " + e);
        }
    }

    /** Sends the request; null when it is not known what became of it. */
    Answer send(Request request, Random random) throws InterruptedException {
        requests.add(request);
        for (int attempt = 0; ; attempt++) {
            Answer answer = once(request);
            if (!request.isOpen()) {
                if (request.isOk() && random.nextInt(10) == 0) {
                    repeat(request, answer);
                }
                return answer;
            }
            Thread.sleep(RETRY_PAUSE_MILLIS);
            if (attempt == RETRIES_AT_ONCE_MAX || random.nextBoolean()) {
                request.abandoned = random.nextInt(6) == 0;
                return null;
            }
        }
    }

    /** Sends the request again and again, as long as the clients work; null when there was no answer even so. */
    Answer sendUntilKnown(Request request) throws InterruptedException {
        requests.add(request);
        while (true) {
            Answer answer = once(request);
            if (!request.isOpen()) {
                return answer;
            }
            if (!running.get()) {
                return null;
            }
            Thread.sleep(RETRY_PAUSE_MILLIS);
        }
    }

    private Answer once(Request request) {
        try {
            Answer answer = api.tryToSend(
                    request.service, request.method, request.path, request.body, "application/json", request.headers);
            request.answered(answer);
            if (answer.status() >= 500) {
                unanswered.incrementAndGet();
            }
            if (answer.status() != 409 && answer.status() != 503 && answer.status() > 201) {
                surprises.add(request + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            unanswered.incrementAndGet();
            return null;
        }
    }

    /** The same key gets the first answer again. */
    private void repeat(Request request, Answer first) {
        Answer again = once(request);
        if (again != null && again.status() != 503 && !again.equals(first)) {
            surprises.add("not the first answer again: " + request + ": " + first + " and then " + again);
        }
    }

    /**
     * Does something between the steps of all clients, when every request is answered but for those that were given up: what
     * was answered before is not sent again later.
     */
    void between(Duration patience, Fault.Step step) throws Exception {
        steps.writeLock().lock();
        try {
            settle(patience);
            step.run();
        } finally {
            steps.writeLock().unlock();
        }
    }

    /** The service's store was put back to what it was at {@link System#nanoTime} {@code asOf}. */
    void restored(Service service, long asOf) {
        requests.forEach(request -> request.restored(service, asOf));
    }

    /** Lets every client finish what it is at. */
    @Override
    public void close() throws InterruptedException {
        running.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Asks again, under the same keys, what was left open, but for what was given up. */
    void settle(Duration patience) throws InterruptedException {
        Eventually.holds(patience, () -> {
            for (Request request : requests) {
                if (request.isOpen() && !request.abandoned) {
                    once(request);
                    if (request.isOpen()) {
                        throw new AssertionError("still not answered: " + request);
                    }
                }
            }
        });
    }

    /** What was asked and told, as of now. */
    List<Operation> operations() {
        return requests.stream().map(Request::asOperation).toList();
    }

    /** How many requests have been sent; those that were sent again count once. */
    int sent() {
        return requests.size();
    }

    /** How often there was no answer, or one that leaves the outcome open. */
    int unanswered() {
        return unanswered.get();
    }

    /** Of how many requests nobody knows the outcome. */
    int open() {
        return (int) requests.stream().filter(Request::isOpen).count();
    }

    /** Answers that no client should get. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }
}

package org.lotledger.eventsourcing.watch;

import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Looks at something again and again, in a thread of its own, from {@link #start} to {@link #stop}; first when everything
 * else had a second to start. A look that fails is made again after the same pause; the first of several failures in a row
 * is logged as a warning.
 */
public final class Watch {
    private static final Logger LOG = Logger.getLogger(Watch.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Duration pause;
    private final Look look;
    private final Thread thread;
    private volatile boolean running = true;

    /** One look. It may block. */
    public interface Look {
        void look() throws InterruptedException;
    }

    /** The name is the thread's, and the log's. */
    public Watch(String name, Duration pause, Look look) {
        this.name = name;
        this.pause = pause;
        this.look = look;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Returns at once; a look that is being made is interrupted. */
    public void stop() {
        running = false;
        thread.interrupt();
    }

    private void run() {
        boolean failing = false;
        Duration next = pause.compareTo(FIRST_PAUSE) < 0 ? pause : FIRST_PAUSE;
        while (running) {
            try {
                Thread.sleep(next);
                next = pause;
                look.look();
                failing = false;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.logf(failing ? Logger.Level.DEBUG : Logger.Level.WARN, "%s: it is tried again: %s", name, e);
                    failing = true;
                }
            }
        }
    }
}

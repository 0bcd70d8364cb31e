package org.lotledger.catalog.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.lotledger.catalog.hold.HoldKind;
import org.lotledger.catalog.persistence.HoldsAtShipping;
import org.lotledger.catalog.persistence.HoldsAtShipping.Standing;
import org.lotledger.eventsourcing.rest.ServiceToken;
import org.lotledger.eventsourcing.watch.Gauges;

/**
 * Tells shipping of holds and releases directly, so that a held lot does not leave while the event is on its way: once
 * after the commit, and then again and again until shipping has acknowledged. Every replica may do it: shipping takes the
 * same news twice, and in any order.
 */
@ApplicationScoped
public class HoldNews {
    private static final Logger LOG = Logger.getLogger(HoldNews.class);

    /** Holds told at once: enough that a round of silence ends soon, few enough not to burden shipping. */
    private static final int AT_ONCE = 8;

    /** A round with every answer at its longest takes 38 s. */
    private static final Duration ROUND_MAX = Duration.ofMinutes(2);

    private final HoldsAtShipping holds;
    private final Client shipping;
    private final CatalogSettings.HoldNews settings;
    private final AtomicLong untold = new AtomicLong();
    private final Thread thread = new Thread(this::run, "hold-news");
    private volatile boolean running = true;

    public HoldNews(HoldsAtShipping holds, @RestClient Client shipping, CatalogSettings settings, Gauges gauges) {
        this.holds = holds;
        this.shipping = shipping;
        this.settings = settings.holdNews();
        gauges.show("lots_holds_not_acknowledged", "Holds that shipping does not know of yet", untold::get);
    }

    /** The part of shipping's surface that the catalog calls. */
    @RegisterRestClient(configKey = "shipping")
    @RegisterProvider(ServiceToken.class)
    public interface Client {
        @PUT
        @Path("/lot-holds/{holdId}")
        Uni<Acknowledgement> tell(@PathParam("holdId") UUID holdId, News news);
    }

    /** A hold as shipping is told of it. */
    public record News(String itemCode, String lotNumber, HoldKind kind, boolean released) {}

    /**
     * What shipping makes of it.
     *
     * @param inForce whether it refuses the lot for this hold from now on
     */
    public record Acknowledgement(UUID holdId, boolean inForce) {}

    /**
     * Tells shipping the last word of a hold that exists, unless it has acknowledged that before.
     *
     * @return whether the hold is in force at shipping, as far as shipping has said so; never fails, because the hold
     *     itself is a fact already
     */
    public Uni<Boolean> tell(UUID holdId) {
        return holds.of(holdId)
                .flatMap(hold -> hold.told() ? Uni.createFrom().item(hold.inForceAtShipping()) : tell(hold))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf("it cannot be said whether hold %s is in force at shipping: %s", holdId, failure);
                    return false;
                });
    }

    private Uni<Boolean> tell(Standing hold) {
        return shipping.tell(hold.holdId(), new News(hold.itemCode(), hold.lotNumber(), hold.kind(), hold.released()))
                .ifNoItem()
                .after(Duration.ofMillis(settings.answerMillisMax()))
                .fail()
                .map(answer -> answer.inForce() != hold.released())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("shipping does not acknowledge hold %s: %s", hold.holdId(), failure);
                    return false;
                })
                .flatMap(acknowledged -> acknowledged
                        ? holds.acknowledged(hold.holdId(), hold.released()).replaceWith(!hold.released())
                        : holds.askedInVain(hold.holdId()).replaceWith(hold.inForceAtShipping()));
    }

    void start(@Observes StartupEvent started) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        running = false;
        thread.interrupt();
    }

    private void run() {
        while (running) {
            try {
                Thread.sleep(settings.intervalMillis());
                tellAgain();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warnf("shipping could not be told of holds, the next try is soon: %s", e);
                }
            }
        }
    }

    private void tellAgain() {
        List<Standing> round = holds.untold(settings.batchSizeMax()).await().atMost(ROUND_MAX);
        untold.set(round.size());
        if (!round.isEmpty()) {
            Multi.createFrom()
                    .iterable(round)
                    .onItem()
                    .transformToUni(this::tell)
                    .merge(AT_ONCE)
                    .collect()
                    .asList()
                    .await()
                    .atMost(ROUND_MAX);
        }
    }
}

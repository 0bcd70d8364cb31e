package org.lotledger.eventsourcing.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The pool of connections with a bound on who waits for one and how long; without, the wait has no end. */
@ApplicationScoped
public class BoundedPool implements PgPoolCreator {
    /** What a service wants of its connections besides. */
    public interface Connections {
        /** Changes the options with which each connection is opened. */
        void adjust(PgConnectOptions options);
    }

    private final EventSourcingSettings.Pool settings;
    private final Instance<Connections> connections;

    public BoundedPool(EventSourcingSettings settings, Instance<Connections> connections) {
        this.settings = settings.pool();
        this.connections = connections;
    }

    @Override
    public Pool create(Input input) {
        connections.forEach(wanted -> input.pgConnectOptionsList().forEach(wanted::adjust));
        return PgBuilder.pool()
                .with(input.poolOptions()
                        .setMaxWaitQueueSize(settings.waitingMax())
                        .setConnectionTimeout(settings.waitMillisMax())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS))
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}

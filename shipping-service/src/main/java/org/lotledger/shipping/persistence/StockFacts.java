package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.stock.Facts;
import org.lotledger.shipping.stock.LotRef;
import org.lotledger.shipping.stock.Moment;
import org.lotledger.shipping.stock.RecordedDocument;
import org.lotledger.shipping.stock.StockedLot;

/** Gathers the facts of decisions about goods that leave: to decide, under the locks of the lots; to show, without. */
@ApplicationScoped
public class StockFacts {
    private final CatalogCopies catalog;
    private final StockedLots lots;
    private final Recordings recordings;
    private final Moments moments;

    public StockFacts(CatalogCopies catalog, StockedLots lots, Recordings recordings, Moments moments) {
        this.catalog = catalog;
        this.lots = lots;
        this.recordings = recordings;
        this.moments = moments;
    }

    /**
     * What a decision needs to know.
     *
     * @param balancesFrom since when as-of balances are needed; null when nothing is dated back
     * @param source the document of which something is taken back; null when nothing is
     */
    public record Needs(
            Set<String> itemCodes,
            Set<String> locations,
            Set<LotRef> lots,
            @Nullable Instant balancesFrom,
            RecordedDocument.@Nullable Name source) {

        /** These and others, of lots as they are now. */
        Needs and(Needs others) {
            return new Needs(
                    union(itemCodes, others.itemCodes),
                    union(locations, others.locations),
                    union(lots, others.lots),
                    null,
                    null);
        }

        private static <T> Set<T> union(Set<T> some, Set<T> more) {
            Set<T> all = new HashSet<>(some);
            all.addAll(more);
            return all;
        }
    }

    /** The facts under the locks of the lots; what the catalog alone knows is asked for first. */
    Uni<Facts> lock(Command command, Needs needs) {
        Moment moment = moments.of(command);
        return catalog.require(command, needs.itemCodes(), needs.locations())
                .flatMap(known -> lots.lock(command.transaction(), needs.lots(), needs.balancesFrom())
                        .flatMap(locked -> facts(command.transaction(), known, locked, moment, needs)));
    }

    /** The facts as they are at the moment. */
    Uni<Facts> read(SqlClient client, Needs needs) {
        return catalog.read(client, needs.itemCodes(), needs.locations())
                .flatMap(known -> lots.read(client, needs.lots(), needs.balancesFrom())
                        .flatMap(read -> facts(client, known, read, moments.now(), needs)));
    }

    private Uni<Facts> facts(
            SqlClient client, Catalog known, Map<UUID, StockedLot> locked, Moment moment, Needs needs) {
        RecordedDocument.Name source = needs.source();
        if (source == null) {
            return Uni.createFrom().item(new Facts(known, locked, moment, null));
        }
        Collection<LotRef> asked = needs.lots();
        return recordings.read(client, source, asked).map(recorded -> new Facts(known, locked, moment, recorded));
    }
}

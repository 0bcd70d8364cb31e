package org.lotledger.shipping.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.lotledger.eventsourcing.decider.Violation;
import org.lotledger.shipping.catalog.Catalog;
import org.lotledger.shipping.persistence.StockFacts.Needs;
import org.lotledger.shipping.shipment.Fefo;
import org.lotledger.shipping.shipment.LotPick;
import org.lotledger.shipping.shipment.LotRules;
import org.lotledger.shipping.shipment.OpenLines;
import org.lotledger.shipping.shipment.ShipmentContent;
import org.lotledger.shipping.shipment.ShipmentLine;
import org.lotledger.shipping.stock.LotRef;

/** Finds lots for what is open on shipments. */
@ApplicationScoped
public class Allocations {
    private final Pool pool;
    private final CatalogCopies catalog;
    private final StockFacts facts;
    private final FefoRows fefo;
    private final Moments moments;

    public Allocations(Pool pool, CatalogCopies catalog, StockFacts facts, FefoRows fefo, Moments moments) {
        this.pool = pool;
        this.catalog = catalog;
        this.facts = facts;
        this.fefo = fefo;
        this.moments = moments;
    }

    /** What would be named for a line if it were allocated now; nothing is reserved. */
    public Uni<List<LotPick>> suggest(ShipmentContent content, ShipmentLine line) {
        return candidates(pool, content, List.of(line))
                .flatMap(candidates -> facts.read(pool, ShipmentNeeds.toAllocate(content, candidates))
                        .map(known -> new Fefo(content, candidates, known).suggest(line, ShipmentContent.LOTS_MAX)));
    }

    /** The lots that would do for these lines, and some more; to be judged again under their locks. */
    Uni<Set<LotRef>> candidates(SqlClient client, ShipmentContent content, Collection<ShipmentLine> lines) {
        return places(client, content)
                .flatMap(known ->
                        fefo.candidates(client, content, lines, goodUntil(content), LotRules.heldBack(content, known)));
    }

    /** Why lines stayed open, one warning each. */
    Uni<List<Violation>> warnings(SqlClient client, ShipmentContent content) {
        Set<String> open = content.lines().stream()
                .filter(line -> line.openQuantity().isPositive())
                .map(ShipmentLine::itemCode)
                .collect(Collectors.toSet());
        return open.isEmpty()
                ? Uni.createFrom().item(List.of())
                : fefo.stock(client, open, content.location(), goodUntil(content))
                        .flatMap(stock -> places(client, content)
                                .map(known -> OpenLines.warnings(
                                        content, stock, known, moments.now().today())));
    }

    private LocalDate goodUntil(ShipmentContent content) {
        return content.goodUntil(moments.now().today());
    }

    private Uni<Catalog> places(SqlClient client, ShipmentContent content) {
        Needs needs = ShipmentNeeds.toChange(content);
        return catalog.read(client, List.of(), needs.locations());
    }
}

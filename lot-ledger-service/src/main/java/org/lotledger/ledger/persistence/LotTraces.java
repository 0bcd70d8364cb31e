package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.trace.LotFlow;
import org.lotledger.ledger.trace.LotLink;
import org.lotledger.ledger.trace.MassBalance;
import org.lotledger.ledger.trace.Reentry;
import org.lotledger.ledger.trace.TraceDirection;
import org.lotledger.ledger.trace.TraceGraph;
import org.lotledger.ledger.trace.TraceNode;
import org.lotledger.ledger.trace.TraceWalk;

/** Where lots came from and where they went, all of it as it was at one moment. */
@ApplicationScoped
public class LotTraces {
    /** Lots of one trace: what a person can look through, and what a browser can draw. */
    public static final int LOTS_MAX = 1_000;

    /** Documents shown of one edge; api.md fixes it. */
    public static final int DOCUMENTS_MAX = 100;

    private final Pool pool;

    public LotTraces(Pool pool) {
        this.pool = pool;
    }

    /** @param cutOff whether there is more than the limits let show */
    public record Traced(TraceGraph graph, MassBalance massBalance, boolean cutOff) {}

    /** A step of a walk: the links of lots, in the directions in which it goes. */
    private interface Step {
        Uni<List<LotLink>> links(SqlConnection tx, Set<UUID> lots);
    }

    /** The trace of a lot; null if nothing ever happened to a lot of that id. */
    public Uni<@Nullable Traced> trace(UUID lotId, TraceDirection direction) {
        return Snapshot.read(
                pool,
                tx -> walk(tx, lotId, direction)
                        .flatMap(walk -> nodes(tx, walk.lots())
                                .flatMap(nodes -> nodes.containsKey(lotId)
                                        ? traced(tx, lotId, direction, walk, List.copyOf(nodes.values()))
                                        : Uni.createFrom().nullItem())));
    }

    private static Uni<@Nullable Traced> traced(
            SqlConnection tx, UUID lotId, TraceDirection direction, TraceWalk walk, List<TraceNode> nodes) {
        return FlowQueries.flows(tx, walk.lots(), DOCUMENTS_MAX)
                .flatMap(flows -> massBalances(tx, List.of(lotId)).map(balances -> {
                    boolean cutOff = walk.isCutOff() || flows.size() > FlowQueries.FLOWS_MAX;
                    return new Traced(
                            TraceGraph.of(direction, nodes, walk.links(), shown(flows)),
                            Objects.requireNonNull(balances.get(lotId)),
                            cutOff);
                }));
    }

    static List<LotFlow> shown(List<LotFlow> flows) {
        return flows.subList(0, Math.min(flows.size(), FlowQueries.FLOWS_MAX));
    }

    private static Uni<TraceWalk> walk(SqlConnection tx, UUID lotId, TraceDirection direction) {
        TraceWalk start = TraceWalk.from(List.of(lotId), LOTS_MAX);
        return switch (direction) {
            case FORWARD -> walk(tx, start, LotTraces::forward);
            case BACKWARD -> walk(tx, start, LotTraces::backward);
            case BOTH ->
                walk(tx, start, LotTraces::forward)
                        .flatMap(there -> walk(tx, start, LotTraces::backward).map(there::and));
        };
    }

    /** Everything that a recall of these lots concerns: what was made of them, and what was recorded as them or they as. */
    static Uni<TraceWalk> recalled(SqlConnection tx, Collection<UUID> lots, int lotsMax) {
        return walk(
                tx,
                TraceWalk.from(lots, lotsMax),
                (on, frontier) -> LinkQueries.madeOf(on, frontier, DOCUMENTS_MAX)
                        .flatMap(made -> recordedAs(on, frontier)
                                .map(recorded -> together(
                                        made,
                                        recorded.stream()
                                                .filter(link ->
                                                        frontier.contains(link.from()) || frontier.contains(link.to()))
                                                .toList()))));
    }

    private static Uni<TraceWalk> walk(SqlConnection tx, TraceWalk start, Step step) {
        return Multi.createBy()
                .repeating()
                .uni(
                        () -> new AtomicReference<>(start),
                        at -> next(tx, Objects.requireNonNull(at.get()), step).invoke(at::set))
                .whilst(walk -> !walk.ended())
                .collect()
                .last();
    }

    private static Uni<TraceWalk> next(SqlConnection tx, TraceWalk walk, Step step) {
        return step.links(tx, walk.frontier())
                .map(links ->
                        links.size() > LinkQueries.LINKS_MAX ? walk.over(links).cutOff() : walk.over(links));
    }

    private static Uni<List<LotLink>> forward(SqlConnection tx, Set<UUID> lots) {
        return LinkQueries.madeOf(tx, lots, DOCUMENTS_MAX)
                .flatMap(made -> recordedAs(tx, lots)
                        .map(recorded -> together(
                                made,
                                recorded.stream()
                                        .filter(link -> lots.contains(link.from()))
                                        .toList())));
    }

    private static Uni<List<LotLink>> backward(SqlConnection tx, Set<UUID> lots) {
        return LinkQueries.componentsOf(tx, lots, DOCUMENTS_MAX)
                .flatMap(made -> recordedAs(tx, lots)
                        .map(recorded -> together(
                                made,
                                recorded.stream()
                                        .filter(link -> lots.contains(link.to()))
                                        .toList())));
    }

    private static Uni<List<LotLink>> recordedAs(SqlConnection tx, Set<UUID> lots) {
        return LinkQueries.enteredAgain(tx, lots, DOCUMENTS_MAX).map(Reentry::links);
    }

    private static List<LotLink> together(List<LotLink> some, List<LotLink> others) {
        List<LotLink> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** The lots to which something happened, by their ids, in the order asked for. */
    static Uni<Map<UUID, TraceNode>> nodes(SqlConnection tx, List<UUID> lots) {
        return tx.preparedQuery("""
                        select lot_id, item_code, lot_number, unit, on_hand
                        from unnest($1::uuid[]) with ordinality asked (lot_id, place)
                        join lot using (lot_id)
                        where transaction_count > 0
                        order by asked.place""")
                .execute(Tuple.of(lots.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, TraceNode> nodes = new LinkedHashMap<>();
                    rows.forEach(row -> nodes.put(
                            row.getUUID("lot_id"),
                            TraceNode.lot(
                                    row.getUUID("lot_id"),
                                    row.getString("item_code"),
                                    row.getString("lot_number"),
                                    row.getString("unit"),
                                    new Quantity(row.getBigDecimal("on_hand")))));
                    return nodes;
                });
    }

    /** The mass balance of each of the lots. */
    static Uni<Map<UUID, MassBalance>> massBalances(SqlConnection tx, List<UUID> lots) {
        return FlowQueries.changes(tx, lots)
                .flatMap(changes -> FlowQueries.stock(tx, lots).map(stock -> {
                    Map<UUID, MassBalance> balances = new LinkedHashMap<>();
                    lots.forEach(lot -> balances.put(
                            lot,
                            MassBalance.of(changes.getOrDefault(lot, List.of()), stock.getOrDefault(lot, Map.of()))));
                    return balances;
                }));
    }
}

package org.lotledger.ledger.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lots of a walk, the partners and places they touched, and what went between them. */
public record TraceGraph(List<TraceNode> nodes, List<TraceEdge> edges) {

    public TraceGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * The graph: every edge has both its nodes, and no two edges of one kind join the same pair.
     *
     * @param lots the lots' own nodes
     * @param flows one for each lot, kind and other end; those that do not belong to the direction are left out
     */
    public static TraceGraph of(
            TraceDirection direction, List<TraceNode> lots, List<LotLink> links, List<LotFlow> flows) {
        Map<String, TraceNode> nodes = new LinkedHashMap<>();
        lots.forEach(lot -> nodes.put(lot.id(), lot));
        List<TraceEdge> edges = new ArrayList<>();
        links.forEach(link -> edges.add(TraceEdge.of(link)));
        flows.stream().filter(flow -> flow.kind().isOf(direction)).forEach(flow -> {
            nodes.merge(TraceNode.idOf(flow), TraceNode.otherEnd(flow), TraceNode::completedBy);
            edges.add(TraceEdge.of(flow));
        });
        return new TraceGraph(List.copyOf(nodes.values()), edges);
    }
}

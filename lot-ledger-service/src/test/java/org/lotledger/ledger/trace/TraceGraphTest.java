package org.lotledger.ledger.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.lotledger.events.Quantity;

class TraceGraphTest {
    private static final UUID FLOUR = new UUID(0, 1);
    private static final UUID BREAD = new UUID(0, 2);
    private static final TraceNode FLOUR_NODE = TraceNode.lot(FLOUR, "FLOUR", "F-1", "KG", Quantity.of(4));
    private static final TraceNode BREAD_NODE = TraceNode.lot(BREAD, "BREAD", "B-1", "EA", Quantity.of(7));
    private static final List<TraceDocument> PAPERS =
            List.of(new TraceDocument("SHIPMENT", "S-1", Quantity.of(2), Instant.EPOCH));
    private static final LotLink LINK = new LotLink(FLOUR, BREAD, LotLink.Kind.ASSEMBLY, Quantity.of(6), List.of(), 1);
    private static final List<LotFlow> FLOWS = List.of(
            flow(FLOUR, LotFlow.Kind.RECEIVED, "X"),
            flow(FLOUR, LotFlow.Kind.SUPPLIER_RETURN, "X"),
            flow(FLOUR, LotFlow.Kind.BEGINNING_BALANCE, "X"),
            flow(BREAD, LotFlow.Kind.SHIPPED, "X"),
            flow(BREAD, LotFlow.Kind.CUSTOMER_RETURN, "X"),
            flow(BREAD, LotFlow.Kind.TRANSFER_OUT, "X"),
            flow(BREAD, LotFlow.Kind.TRANSFER_IN, "Y"));

    @Test
    void one_code_as_supplier_customer_and_place_is_three_nodes_and_goods_go_along_the_edges() {
        TraceGraph graph = TraceGraph.of(TraceDirection.BOTH, List.of(FLOUR_NODE, BREAD_NODE), List.of(LINK), FLOWS);
        assertThat(graph.nodes())
                .extracting(TraceNode::id)
                .containsExactly(
                        FLOUR.toString(), BREAD.toString(), "SUPPLIER:X", "LOCATION:X", "CUSTOMER:X", "LOCATION:Y");
        assertThat(graph.edges())
                .extracting(edge -> edge.from() + " " + edge.kind() + " " + edge.to())
                .containsExactly(
                        FLOUR + " ASSEMBLY " + BREAD,
                        "SUPPLIER:X RECEIVED " + FLOUR,
                        FLOUR + " SUPPLIER_RETURN SUPPLIER:X",
                        "LOCATION:X BEGINNING_BALANCE " + FLOUR,
                        BREAD + " SHIPPED CUSTOMER:X",
                        "CUSTOMER:X CUSTOMER_RETURN " + BREAD,
                        "LOCATION:X TRANSFER_OUT " + BREAD,
                        BREAD + " TRANSFER_IN LOCATION:Y");
        assertThat(graph.edges().get(4))
                .isEqualTo(new TraceEdge(BREAD.toString(), "CUSTOMER:X", "SHIPPED", Quantity.of(2), PAPERS, 250));
    }

    @Test
    void forward_shows_where_goods_went_and_backward_where_they_came_from() {
        assertThat(kinds(TraceDirection.FORWARD))
                .containsExactly("SUPPLIER_RETURN", "SHIPPED", "CUSTOMER_RETURN", "TRANSFER_OUT", "TRANSFER_IN");
        assertThat(kinds(TraceDirection.BACKWARD)).containsExactly("RECEIVED", "SUPPLIER_RETURN", "BEGINNING_BALANCE");
    }

    @Test
    void a_partner_has_the_name_that_any_of_its_papers_gives() {
        LotFlow named = new LotFlow(
                BREAD, LotFlow.Kind.SHIPPED, "X", "Corner shop", "4012345000016", Quantity.of(2), PAPERS, 1);
        List<TraceNode> nodes = TraceGraph.of(
                        TraceDirection.BOTH,
                        List.of(),
                        List.of(),
                        List.of(flow(BREAD, LotFlow.Kind.CUSTOMER_RETURN, "X"), named))
                .nodes();
        assertThat(nodes).hasSize(1);
        assertThat(nodes.getFirst().name()).isEqualTo("Corner shop");
        assertThat(nodes.getFirst().gln()).isEqualTo("4012345000016");
    }

    private static List<String> kinds(TraceDirection direction) {
        return TraceGraph.of(direction, List.of(FLOUR_NODE, BREAD_NODE), List.of(), FLOWS).edges().stream()
                .map(TraceEdge::kind)
                .toList();
    }

    private static LotFlow flow(UUID lot, LotFlow.Kind kind, String code) {
        return new LotFlow(lot, kind, code, null, null, Quantity.of(2), PAPERS, 250);
    }
}

package org.lotledger.benchmarks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lotledger.benchmarks.command.ShipScript.Assignment;
import org.lotledger.benchmarks.command.ShipScript.Statement;

class ShipScriptTest {
    private static final ShipScript SCRIPT = ShipScript.of("""
            -- a comment
            \\set count :count + 1
            BEGIN;
            select sequence
            from counter where key = any (<<$1 = array['a']>>)
            \\gset
            update counter set sequence = <<$2 = :next>>, at = <<$1 = now()>>;
            COMMIT;
            """);

    @Test
    void the_service_sends_its_parameters() {
        assertThat(SCRIPT.statements())
                .containsExactly(
                        "BEGIN",
                        "select sequence from counter where key = any ($1)",
                        "update counter set sequence = $2, at = $1",
                        "COMMIT");
    }

    @Test
    void pgbench_sends_values() {
        assertThat(SCRIPT.withValues())
                .contains("key = any (array['a'])\n\\gset\n", "sequence = :next, at = now();")
                .doesNotContain("<<", "comment");
        assertThat(SCRIPT.steps())
                .isEqualTo(List.of(
                        new Assignment("count", ":count + 1"),
                        new Statement("BEGIN", false),
                        new Statement("select sequence\nfrom counter where key = any (array['a'])", true),
                        new Statement("update counter set sequence = :next, at = now()", false),
                        new Statement("COMMIT", false)));
    }

    @Test
    void the_script_of_a_shipment_is_three_transactions() {
        ShipScript script = ShipScript.load();
        assertThat(script.statements()).filteredOn("BEGIN"::equals).hasSize(3);
        assertThat(script.statements()).filteredOn("COMMIT"::equals).hasSize(3);
        assertThat(script.withValues()).doesNotContain("<<", ">>");
    }

    /** Two processes at once; a statement of several lines; a transaction about something else. */
    @Test
    void the_statements_of_a_shipment_are_found_in_the_log() {
        String log = """
                <shipping 7> LOG:  statement: BEGIN
                <receiving 8> LOG:  statement: BEGIN
                <shipping 7> LOG:  execute S_1: select a
                \tfrom b
                \twhere c = $1
                <shipping 7> DETAIL:  Parameters: $1 = 'S-17'
                <receiving 8> LOG:  execute S_1: select 1
                <receiving 8> DETAIL:  Parameters: $1 = 'S-17'
                <receiving 8> LOG:  statement: COMMIT
                <shipping 7> LOG:  statement: COMMIT
                <shipping 9> LOG:  statement: BEGIN
                <shipping 9> LOG:  statement: COMMIT
                """;
        assertThat(StatementLog.transactionsWith("shipping", "S-17", log))
                .containsExactly("BEGIN", "select a from b where c = $1", "COMMIT");
    }
}

package org.lotledger.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lotledger.benchmarks.report.BenchRow.Round;

class BenchRowTest {
    /** Both sides are halved in the second round: the machine was busy, and the ratio does not move. */
    @Test
    void the_ratio_is_that_of_the_rounds_and_not_that_of_the_medians() {
        BenchRow row = BenchRow.of("x", 0.5, List.of(new Round(60, 100), new Round(30, 50), new Round(60, 101)));
        assertThat(row.ratio()).isEqualTo(0.6);
        assertThat(row.ours()).isEqualTo(60);
        assertThat(row.bare()).isEqualTo(100);
        assertThat(row.spread()).isEqualTo(0.01);
        assertThat(row.met()).isTrue();
    }

    @Test
    void a_row_is_met_from_its_reach_on() {
        assertThat(BenchRow.of("x", 0.5, List.of(new Round(50, 100))).met()).isTrue();
        assertThat(BenchRow.of("x", 0.5, List.of(new Round(49.99, 100))).met()).isFalse();
    }

    @Test
    void the_report_is_json_with_commit_machine_and_rows(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("target").resolve("bench.json");
        BenchRow row = BenchRow.of("command", 0.5, List.of(new Round(49, 100)));
        new Report<>("abc", "two cores", List.of(row)).write(file);
        JsonNode json = new ObjectMapper().readTree(Files.readString(file));
        assertThat(json).isEqualTo(new ObjectMapper().readTree("""
                {"commit": "abc", "machine": "two cores", "rows": [
                  {"name": "command", "ours": 49.0, "bare": 100.0, "ratio": 0.49, "spread": 0.0, "reach": 0.5,
                   "met": false}]}"""));
    }

    @Test
    void a_table_is_aligned_markdown() {
        assertThat(new Table("query", "ms").row("GET /lots", "1.5").toString()).isEqualTo("""
                | query     | ms  |
                | ---       | --- |
                | GET /lots | 1.5 |
                """);
    }
}

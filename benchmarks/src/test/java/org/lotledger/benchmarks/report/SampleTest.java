package org.lotledger.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
    @Test
    void the_median_is_the_middle_or_between_the_two_in_the_middle() {
        assertThat(Sample.of(9, 1, 5).median()).isEqualTo(5);
        assertThat(Sample.of(9, 1, 5, 6).median()).isEqualTo(5.5);
        assertThat(Sample.of(7).median()).isEqualTo(7);
    }

    @Test
    void a_percentile_is_a_measured_value_and_the_last_one_is_the_highest() {
        Sample hundred =
                Sample.of(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
        assertThat(hundred.percentile(0.99)).isEqualTo(99);
        assertThat(hundred.percentile(1)).isEqualTo(100);
        assertThat(hundred.percentile(0.001)).isEqualTo(1);
        assertThat(Sample.of(3, 4).percentile(0.5)).isEqualTo(3);
        assertThat(Sample.of(3, 4).percentile(0.51)).isEqualTo(4);
    }

    @Test
    void the_spread_is_the_distance_from_lowest_to_highest_as_a_part_of_the_median() {
        assertThat(Sample.of(90, 100, 115).spread()).isCloseTo(0.25, within(1e-9));
        assertThat(Sample.of(5).spread()).isZero();
    }

    @Test
    void nothing_measured_is_no_sample() {
        assertThatThrownBy(Sample::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sample.of(1).percentile(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sample.of(1).percentile(1.01)).isInstanceOf(IllegalArgumentException.class);
    }
}

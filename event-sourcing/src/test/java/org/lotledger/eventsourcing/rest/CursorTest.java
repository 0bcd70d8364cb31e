package org.lotledger.eventsourcing.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void a_cursor_gives_back_its_keys() {
        assertThat(Cursor.keys(Cursor.after("a/b", "", "ö"), 3)).containsExactly("a/b", "", "ö");
        assertThat(Cursor.before(Cursor.after("17"))).isEqualTo(17);
    }

    @Test
    void no_cursor_is_the_beginning() {
        assertThat(Cursor.keys(null, 2)).isNull();
        assertThat(Cursor.before(null)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        assertThatThrownBy(() -> Cursor.keys(Cursor.after("a"), 2)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Cursor.keys("%%%", 1)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> Cursor.before(Cursor.after("x"))).isInstanceOf(ProblemException.class);
        String withNul = Base64.getUrlEncoder().encodeToString(new byte[] {'a', 0});
        assertThatThrownBy(() -> Cursor.keys(withNul, 1)).isInstanceOf(ProblemException.class);
    }

    @Test
    void the_limit_is_from_one_to_five_hundred() {
        assertThat(Cursor.limit(null)).isEqualTo(50);
        assertThat(Cursor.limit("1")).isEqualTo(1);
        assertThat(Cursor.limit("500")).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "-1", "abc", "", "1.5", "99999999999"})
    void any_other_limit_is_refused(String limit) {
        assertThatThrownBy(() -> Cursor.limit(limit)).isInstanceOf(ProblemException.class);
    }
}

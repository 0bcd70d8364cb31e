package org.lotledger.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.lotledger.eventsourcing.decider.Decider;
import org.lotledger.eventsourcing.decider.Decision;
import org.lotledger.eventsourcing.decider.Violation;

/** Given these events, when this command, then these events, these reasons, or nothing. */
public final class DeciderSpec<C, S, E> {
    private final Decider<C, S, E> decider;
    private final S state;

    private DeciderSpec(Decider<C, S, E> decider, S state) {
        this.decider = decider;
        this.state = state;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <C, S, E> DeciderSpec<C, S, E> given(Decider<C, S, E> decider, E... events) {
        return new DeciderSpec<>(decider, decider.evolveAll(decider.initial(), List.of(events)));
    }

    public Outcome<E> when(C command) {
        return new Outcome<>(decider.decide(state, command));
    }

    /** What came of the command. */
    public record Outcome<E>(Decision<E> decision) {

        @SafeVarargs
        @SuppressWarnings("varargs")
        public final void then(E... events) {
            assertThat(decision).isEqualTo(Decision.accept(List.of(events)));
        }

        public void thenNothing() {
            assertThat(decision).isEqualTo(Decision.accept(List.of()));
        }

        public void thenRefused(Violation... violations) {
            assertThat(decision).isEqualTo(Decision.refuse(List.of(violations)));
        }
    }
}

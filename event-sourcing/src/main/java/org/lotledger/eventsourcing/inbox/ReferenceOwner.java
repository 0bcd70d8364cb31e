package org.lotledger.eventsourcing.inbox;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** How to ask the owner of references directly, when no event of it has come yet. */
public interface ReferenceOwner {

    /** The state now; empty when the owner knows no such thing. Fails when the owner does not answer. */
    Uni<Optional<ReferenceCopy>> ask(String key);

    /** Tells the owner that this service uses it, and answers the state, from then on sealed. Idempotent. */
    Uni<Optional<ReferenceCopy>> claim(String key);
}

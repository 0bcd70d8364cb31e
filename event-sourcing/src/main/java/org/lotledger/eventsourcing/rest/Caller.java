package org.lotledger.eventsourcing.rest;

import io.quarkus.security.identity.SecurityIdentity;

/**
 * Who asks. The framework has checked the token and the roles that the call needs whatever it says; roles that it needs
 * because of what it says are checked here.
 */
public final class Caller {
    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The subject of the token: the actor of events, and whose idempotency keys they are; {@code local} where no identity
     * provider is configured.
     */
    public String subject() {
        return identity.getPrincipal().getName();
    }

    /**
     * Refuses a caller who lacks the role.
     *
     * @param what what needs it, as the beginning of a sentence
     * @throws ProblemException FORBIDDEN
     */
    public void mustBe(String role, String what) {
        if (!identity.hasRole(role)) {
            throw new ProblemException(
                    ProblemCode.FORBIDDEN, what + " needs the role " + role + ", which " + subject() + " has not.");
        }
    }
}

package org.lotledger.eventsourcing.rest;

import io.quarkus.oidc.client.reactive.filter.OidcClientRequestReactiveFilter;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;

/**
 * Lets a service call another as itself: puts a token of its own client credentials on the request, kept until it
 * expires. Without an identity provider there is none, and none is needed.
 */
@Singleton
@Priority(Priorities.AUTHENTICATION)
public class ServiceToken extends OidcClientRequestReactiveFilter {
    @ConfigProperty(name = "quarkus.oidc-client.client-enabled")
    boolean tokens;

    @Override
    public void filter(ResteasyReactiveClientRequestContext request) {
        if (tokens) {
            super.filter(request);
        }
    }
}

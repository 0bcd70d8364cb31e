package org.lotledger.eventsourcing.rest;

import io.quarkus.oidc.Oidc;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What goes without an identity provider: in a profile for one machine, everybody may do everything, as long as the
 * service listens on that machine only. In every other profile the service does not start.
 */
@ApplicationScoped
public class LocalAccess implements SecurityIdentityAugmentor {
    /** Profiles in which tokens may be done without. */
    private static final Set<String> LOCAL_PROFILES = Set.of("local", "dev", "test");

    private static final String NAME = "local";
    private static final Set<String> ALL = Set.of(
            Role.CATALOG_MANAGER, Role.RECEIVER, Role.SHIPPER, Role.QUALITY, Role.AUDITOR, Role.ADMIN, Role.SERVICE);

    private final boolean tokens;
    private final Optional<String> issuer;
    private final String host;

    public LocalAccess(
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean tokens,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this.tokens = tokens;
        this.issuer = issuer;
        this.host = host;
    }

    /** Before the identity provider is looked for. */
    void check(@Observes Oidc beingConfigured) throws UnknownHostException {
        boolean local = ConfigUtils.getProfiles().stream().anyMatch(LOCAL_PROFILES::contains);
        if (tokens ? issuer.isEmpty() : !local) {
            throw new ConfigurationException("No identity provider is configured: set QUARKUS_OIDC_AUTH_SERVER_URL to"
                    + " the issuer of tokens, or, on a machine of your own, QUARKUS_PROFILE=local.");
        }
        if (!tokens && !InetAddress.getByName(host).isLoopbackAddress()) {
            throw new ConfigurationException("Without an identity provider everybody may do everything, so only this"
                    + " machine may reach the service: QUARKUS_HTTP_HOST must be 127.0.0.1, not " + host + ".");
        }
    }

    /** Runs for every request; a caller with a token stays who he is. */
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity caller, AuthenticationRequestContext context) {
        return Uni.createFrom()
                .item(
                        tokens
                                ? caller
                                : QuarkusSecurityIdentity.builder()
                                        .setPrincipal(new QuarkusPrincipal(NAME))
                                        .addRoles(ALL)
                                        .build());
    }
}

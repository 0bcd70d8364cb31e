package org.lotledger.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Switches tokens on in a {@code @QuarkusTest}, with a {@link TestIssuer#running() TestIssuer} to make them. */
public final class TestIssuerResource implements QuarkusTestResourceLifecycleManager {
    private @Nullable TestIssuer issuer;

    @Override
    public Map<String, String> start() {
        TestIssuer started = TestIssuer.start();
        issuer = started;
        return Map.of(
                "quarkus.oidc.tenant-enabled",
                "true",
                "quarkus.oidc.auth-server-url",
                started.url(),
                "quarkus.oidc-client.client-enabled",
                "true",
                // The client's id is the service's name.
                "quarkus.oidc-client.credentials.secret",
                TestIssuer.secretOf("") + "${quarkus.application.name}");
    }

    @Override
    public void stop() {
        if (issuer != null) {
            issuer.close();
        }
    }
}

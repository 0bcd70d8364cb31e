package org.lotledger.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A small identity provider for tests on 127.0.0.1: discovery, keys, client credentials, and tokens signed with RS256. It
 * can also make the tokens that a service must refuse.
 */
public final class TestIssuer implements AutoCloseable {
    /** For whom tokens are meant, as all services expect it. */
    public static final String AUDIENCE = "lot-ledger";

    private static final String KEY_ID = "test";
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Tests of a service see this class through another class loader than who started it, but the same properties. */
    private static final String URL_PROPERTY = "lotledger.test-issuer.url";

    private static final String KEY_PROPERTY = "lotledger.test-issuer.key";

    private final @Nullable HttpServer server;
    private final String url;
    private final RSAPrivateCrtKey key;

    private TestIssuer(@Nullable HttpServer server, String url, RSAPrivateCrtKey key) {
        this.server = server;
        this.url = url;
        this.key = key;
    }

    /** With a new key, on any free port. */
    public static TestIssuer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            TestIssuer issuer = new TestIssuer(server, url, newKey());
            server.createContext("/.well-known/openid-configuration", issuer::discovery);
            server.createContext("/keys", issuer::keys);
            server.createContext("/token", issuer::clientCredentials);
            server.start();
            System.setProperty(URL_PROPERTY, url);
            System.setProperty(KEY_PROPERTY, Base64.getEncoder().encodeToString(issuer.key.getEncoded()));
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException("the test issuer cannot listen", e);
        }
    }

    /** The one that was started last in this JVM, to make tokens; closing it stops nothing. */
    public static TestIssuer running() {
        try {
            return new TestIssuer(null, System.getProperty(URL_PROPERTY), (RSAPrivateCrtKey)
                    KeyFactory.getInstance("RSA")
                            .generatePrivate(new PKCS8EncodedKeySpec(
                                    Base64.getDecoder().decode(System.getProperty(KEY_PROPERTY)))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no test issuer is running", e);
        }
    }

    /** The issuer's name and address. */
    public String url() {
        return url;
    }

    /** What a service proves itself with here. */
    public static String secretOf(String client) {
        return "secret-of-" + client;
    }

    /** The settings with which a packaged service takes this issuer's tokens, and gets its own. */
    public Map<String, String> environment(Service service) {
        return Map.of(
                "QUARKUS_PROFILE",
                "prod",
                "QUARKUS_OIDC_AUTH_SERVER_URL",
                url,
                "SERVICE_CLIENT_SECRET",
                secretOf(service.label()));
    }

    /** A good token. */
    public String token(String subject, String... roles) {
        return draft(subject, roles).signed();
    }

    /** A token that is good unless something is changed in it. */
    public Draft draft(String subject, String... roles) {
        return new Draft(url, AUDIENCE, subject, List.of(roles), Instant.now().plus(LIFE), "RS256", key);
    }

    /** What a token is going to say, and how it is signed. */
    public record Draft(
            String issuer,
            String audience,
            String subject,
            List<String> roles,
            Instant expiresAt,
            String algorithm,
            RSAPrivateCrtKey key) {
        public Draft from(String otherIssuer) {
            return new Draft(otherIssuer, audience, subject, roles, expiresAt, algorithm, key);
        }

        public Draft meantFor(String otherAudience) {
            return new Draft(issuer, otherAudience, subject, roles, expiresAt, algorithm, key);
        }

        public Draft expiredAt(Instant moment) {
            return new Draft(issuer, audience, subject, roles, moment, algorithm, key);
        }

        /** {@code none}, or {@code HS256} with the public key as the secret: two ways to need no private key. */
        public Draft signedWith(String otherAlgorithm) {
            return new Draft(issuer, audience, subject, roles, expiresAt, otherAlgorithm, key);
        }

        public Draft signedByAnother() {
            return new Draft(issuer, audience, subject, roles, expiresAt, algorithm, newKey());
        }

        public String signed() {
            Map<String, Object> header = Map.of("alg", algorithm, "typ", "JWT", "kid", KEY_ID);
            Map<String, Object> claims = new LinkedHashMap<>();
            claims.put("iss", issuer);
            claims.put("aud", audience);
            claims.put("sub", subject);
            claims.put("groups", roles);
            claims.put("iat", expiresAt.minus(LIFE).getEpochSecond());
            claims.put("exp", expiresAt.getEpochSecond());
            String content = base64(json(header)) + "." + base64(json(claims));
            return content + "." + base64(signature(content.getBytes(StandardCharsets.US_ASCII)));
        }

        private byte[] signature(byte[] content) {
            try {
                if (algorithm.equals("none")) {
                    return new byte[0];
                }
                if (algorithm.equals("HS256")) {
                    Mac mac = Mac.getInstance("HmacSHA256");
                    mac.init(new SecretKeySpec(key.getModulus().toByteArray(), "HmacSHA256"));
                    return mac.doFinal(content);
                }
                Signature rsa = Signature.getInstance("SHA256withRSA");
                rsa.initSign(key);
                rsa.update(content);
                return rsa.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot sign with " + algorithm, e);
            }
        }
    }

    private void discovery(HttpExchange call) throws IOException {
        answer(call, 200, Map.of("issuer", url, "jwks_uri", url + "/keys", "token_endpoint", url + "/token"));
    }

    private void keys(HttpExchange call) throws IOException {
        Map<String, String> publicKey = Map.of(
                "kty",
                "RSA",
                "use",
                "sig",
                "alg",
                "RS256",
                "kid",
                KEY_ID,
                "n",
                base64(unsigned(key.getModulus())),
                "e",
                base64(unsigned(key.getPublicExponent())));
        answer(call, 200, Map.of("keys", List.of(publicKey)));
    }

    /** RFC 6749, section 4.4: a client that proves itself gets a token of its own, with the role of a service. */
    private void clientCredentials(HttpExchange call) throws IOException {
        String basic = call.getRequestHeaders().getFirst("Authorization");
        String[] proof = basic == null || !basic.startsWith("Basic ")
                ? new String[0]
                : new String(Base64.getDecoder().decode(basic.substring("Basic ".length())), StandardCharsets.UTF_8)
                        .split(":", 2);
        if (proof.length == 2 && proof[1].equals(secretOf(proof[0]))) {
            answer(
                    call,
                    200,
                    Map.of(
                            "access_token",
                            token(proof[0], "service"),
                            "token_type",
                            "Bearer",
                            "expires_in",
                            LIFE.toSeconds()));
        } else {
            answer(call, 401, Map.of("error", "invalid_client"));
        }
    }

    private static void answer(HttpExchange call, int status, Object body) throws IOException {
        byte[] bytes = json(body);
        call.getResponseHeaders().set("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getRequestBody().readAllBytes();
        call.getResponseBody().write(bytes);
        call.close();
    }

    private static RSAPrivateCrtKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts are JSON", e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}

package org.lotledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.lotledger.ledger.TestAnnouncer.Announced;

/** Puts announcements into the stores of the {@link WriterServer}, honest ones and others. */
public final class TestWriters {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private TestWriters() {}

    /** As the writer keeps what it announced. */
    public static void keep(Announced... announced) {
        for (Announced one : announced) {
            keep(one, one.body(), sha256(one.body()));
        }
    }

    /** With other bytes than were announced, or another hash. */
    public static void keep(Announced announced, byte[] body, String hash) {
        String row =
                "{\"eventId\":\"%s\",\"key\":\"%s\",\"sequence\":%d,\"topic\":\"%s\",\"type\":\"%s\",\"hash\":\"%s\",\"data\":%s}"
                        .formatted(
                                announced.eventId(),
                                announced.event().key(),
                                announced.sequence(),
                                announced.event().type().topic().wireName(),
                                announced.event().type().wireName(),
                                hash,
                                new String(body, UTF_8));
        call("PUT", path(announced), row);
    }

    /** As if it had never been announced. */
    public static void forget(Announced announced) {
        call("DELETE", path(announced), "");
    }

    /** What the writer says of the mapping of its private events, as JSON; null for nothing wrong. */
    public static void mapping(String source, String page) {
        call(page == null ? "DELETE" : "PUT", "/" + source + "/announcements/mapping", page == null ? "" : page);
    }

    /** What was asked to be sent again, the oldest first: the events' ids. */
    public static List<String> republished() {
        return call("GET", "/any/republished", "").lines().toList();
    }

    public static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String path(Announced announced) {
        return "/" + announced.source() + "/announcements?key="
                + URLEncoder.encode(announced.event().key(), UTF_8) + "&sequence=" + announced.sequence();
    }

    private static String call(String method, String path, String body) {
        String address = ConfigProvider.getConfig().getValue("test.writers", String.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(method + " " + path + ": " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

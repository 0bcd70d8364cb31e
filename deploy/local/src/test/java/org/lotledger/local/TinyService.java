package org.lotledger.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Stands in for a packaged service. */
public final class TinyService {
    private TinyService() {}

    public static void main(String[] arguments) throws IOException {
        if (System.getenv("REASON_TO_FAIL") != null) {
            System.out.println("cannot start: " + System.getenv("REASON_TO_FAIL"));
            System.exit(1);
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.ofLiteral(System.getenv("QUARKUS_HTTP_HOST")),
                        Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"))),
                0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        // What its clock says.
        server.createContext("/now", exchange -> {
            byte[] now = Instant.now().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, now.length);
            exchange.getResponseBody().write(now);
            exchange.close();
        });
        server.start();
    }
}

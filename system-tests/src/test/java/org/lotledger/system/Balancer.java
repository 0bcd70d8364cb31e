package org.lotledger.system;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.lotledger.local.ServiceProcess;

/**
 * Passes requests on to several processes of one service in turn, as a gateway does to pods: who is taken out gets no new
 * request and finishes those that it has.
 */
final class Balancer implements AutoCloseable {
    /** What a connection says of itself is not passed on; the client sets its own. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding", "http2-settings");

    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
    private static final int BAD_GATEWAY = 502;

    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<ServiceProcess> targets = new CopyOnWriteArrayList<>();
    private final Map<ServiceProcess, AtomicInteger> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();

    Balancer(ServiceProcess... processes) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (ServiceProcess process : processes) {
            bringBack(process);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    URI baseUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns when the process has answered all that it was given. */
    void takeOut(ServiceProcess process) throws InterruptedException {
        targets.remove(process);
        Eventually.holds(ANSWER_MAX, () -> {
            if (inFlight.get(process).get() > 0) {
                throw new AssertionError(process.name() + " still works on " + inFlight.get(process) + " requests");
            }
        });
    }

    void bringBack(ServiceProcess process) {
        inFlight.putIfAbsent(process, new AtomicInteger());
        targets.add(process);
    }

    /** Requests for which a process that was said to be there had no answer. */
    int failures() {
        return failures.get();
    }

    private void pass(HttpExchange call) throws IOException {
        ServiceProcess target = targets.get(Math.floorMod(turn.getAndIncrement(), targets.size()));
        inFlight.get(target).incrementAndGet();
        try (call) {
            HttpResponse<byte[]> response = http.send(request(call, target), HttpResponse.BodyHandlers.ofByteArray());
            Headers headers = call.getResponseHeaders();
            response.headers().map().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name)) {
                    headers.put(name, values);
                }
            });
            byte[] body = response.body();
            call.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                call.getResponseBody().write(body);
            }
        } catch (IOException e) {
            failures.incrementAndGet();
            call.sendResponseHeaders(BAD_GATEWAY, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inFlight.get(target).decrementAndGet();
        }
    }

    private static HttpRequest request(HttpExchange call, ServiceProcess target) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        HttpRequest.Builder request = HttpRequest.newBuilder(target.baseUri().resolve(call.getRequestURI()))
                .timeout(ANSWER_MAX)
                .method(call.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        call.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}

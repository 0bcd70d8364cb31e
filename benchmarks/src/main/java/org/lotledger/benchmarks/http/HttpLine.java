package org.lotledger.benchmarks.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection that asks and waits for the answer. By hand, because the client shares the machine with what is
 * measured: a full HTTP client would cost about as much as the service.
 */
public final class HttpLine implements Closeable {
    private static final int TIMEOUT_MILLIS = 300_000;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String host;

    public HttpLine(int port) {
        try {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
            out = socket.getOutputStream();
            host = "127.0.0.1:" + port;
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to port " + port, e);
        }
    }

    /** @param eTag empty when there was none */
    public record Reply(int status, String eTag, byte[] body) {
        /** This, if it has the status. */
        public Reply mustBe(int expected) {
            if (status != expected) {
                throw new IllegalStateException(
                        "expected " + expected + ", got " + status + ": " + new String(body, StandardCharsets.UTF_8));
            }
            return this;
        }
    }

    public Reply get(String path) {
        return send("GET", path, "", "");
    }

    /** Sends JSON; the ETag, unless empty, goes into If-Match. */
    public Reply send(String method, String path, String ifMatch, String json) {
        return send(method, path, ifMatch, "application/json", json);
    }

    public Reply send(String method, String path, String ifMatch, String contentType, String content) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: " + contentType
                + "\r\nContent-Length: " + body.length + "\r\n"
                + (ifMatch.isEmpty() ? "" : "If-Match: " + ifMatch + "\r\n")
                + "\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        try {
            out.write(whole);
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        }
    }

    private Reply read() throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(
                statusLine.substring(statusLine.indexOf(' ') + 1).substring(0, 3));
        String eTag = "";
        int length = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            if (name.equals("etag")) {
                eTag = value;
            } else if (name.equals("content-length")) {
                length = Integer.parseInt(value);
            }
        }
        return new Reply(status, eTag, length < 0 ? chunks() : in.readNBytes(length));
    }

    /** What comes without a length comes in chunks, each behind its length; the last one is empty. */
    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = Integer.parseInt(line(), 16); length > 0; length = Integer.parseInt(line(), 16)) {
            body.write(in.readNBytes(length));
            line();
        }
        line();
        return body.toByteArray();
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the service closed the connection");
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

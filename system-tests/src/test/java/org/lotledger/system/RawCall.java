package org.lotledger.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request as bytes on a connection of its own: an HTTP client would refuse to send most of what is tried here. */
record RawCall(String method, String target, Map<String, String> headers, byte[] body) {
    private static final Pattern LENGTH = Pattern.compile("(?i)\\bcontent-length: *([0-9]+)");
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final int ANSWER_MILLIS_MAX = 20_000;

    /**
     * What came back.
     *
     * @param status 0 when the connection was closed without an answer
     * @param headers by their names in small letters
     */
    record Reply(int status, Map<String, String> headers, String body) {
        static final Reply CLOSED = new Reply(0, Map.of(), "");
    }

    RawCall with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new RawCall(method, target, more, body);
    }

    RawCall without(String header) {
        Map<String, String> less = new LinkedHashMap<>(headers);
        less.remove(header);
        return new RawCall(method, target, less, body);
    }

    RawCall at(String otherTarget) {
        return new RawCall(method, otherTarget, headers, body);
    }

    RawCall saying(byte[] otherBody) {
        return new RawCall(method, target, headers, otherBody);
    }

    /** Sends it and reads the answer; who is refused at once need not send the rest, and the service may wait for it. */
    Reply send(URI service) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), CONNECT_MILLIS_MAX);
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            try {
                socket.getOutputStream().write(bytes());
                socket.getOutputStream().flush();
            } catch (IOException e) {
                // Refused while it was being sent: the answer may have come all the same.
            }
            try {
                return read(answer(socket.getInputStream()));
            } catch (java.net.SocketException reset) {
                return Reply.CLOSED;
            }
        }
    }

    private byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringBuilder head =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        boolean framed = headers.containsKey("Transfer-Encoding") || headers.containsKey("Content-Length");
        if (!framed && (body.length > 0 || !method.equals("GET"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        // One byte for each char: texts that are to be UTF-8 on the wire are percent-encoded or in the body.
        out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] answer(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            bytes.write(buffer, 0, read);
            if (isWhole(bytes.toString(StandardCharsets.ISO_8859_1))) {
                break;
            }
        }
        return bytes.toByteArray();
    }

    private static boolean isWhole(String text) {
        int end = text.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(end < 0 ? "" : text.substring(0, end));
        return length.find() && text.length() >= end + 4 + Integer.parseInt(length.group(1));
    }

    private static Reply read(byte[] bytes) {
        // One char for each byte, as chunks are counted in bytes.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return Reply.CLOSED;
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).trim());
        }
        String body = text.substring(end + 4);
        boolean chunked = headers.getOrDefault("transfer-encoding", "").equals("chunked");
        String utf8 = new String(
                (chunked ? joined(body) : body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return new Reply(Integer.parseInt(lines[0].split(" ")[1]), headers, utf8);
    }

    private static String joined(String chunks) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int line = chunks.indexOf("\r\n", at);
            int size =
                    line < 0 ? 0 : Integer.parseInt(chunks.substring(at, line).trim(), 16);
            if (size == 0) {
                return body.toString();
            }
            int end = Math.min(line + 2 + size, chunks.length());
            body.append(chunks, line + 2, end);
            at = Math.min(end + 2, chunks.length());
        }
    }

    @Override
    public String toString() {
        String shown = new String(body, 0, Math.min(body.length, 300), StandardCharsets.UTF_8);
        String all = method + " " + target + " " + headers + " " + shown;
        return all.length() <= 600 ? all : all.substring(0, 600) + "…";
    }
}

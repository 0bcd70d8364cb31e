package org.lotledger.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP connection between two parts on 127.0.0.1 that can be cut: what the network does on a bad day. While it is cut,
 * open connections have been reset and new ones are reset at once.
 */
public final class Wire implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int CONNECT_MILLIS_MAX = 2_000;

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean whole = true;

    private Wire(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** To a port where somebody listens, or will. */
    static Wire to(int target) {
        try {
            ServerSocket entrance = new ServerSocket();
            entrance.setReuseAddress(true);
            entrance.bind(new InetSocketAddress(loopback(), FreePorts.next()));
            Wire wire = new Wire(entrance, target);
            Thread.ofPlatform().daemon().name("wire-to-" + target).start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lay a wire to port " + target, e);
        }
    }

    private static InetAddress loopback() {
        return InetAddress.ofLiteral("127.0.0.1");
    }

    /** Where to connect instead of the target. */
    public int port() {
        return entrance.getLocalPort();
    }

    public void cut() {
        whole = false;
        open.forEach(this::reset);
    }

    public void mend() {
        whole = true;
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                open.add(near);
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException closed) {
                // Closed, or one connection that came to nothing: the next one may.
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        open.add(far);
        try {
            far.connect(new InetSocketAddress(loopback(), target), CONNECT_MILLIS_MAX);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (IOException nobody) {
            reset(near);
            reset(far);
            return;
        }
        // Looked at when both ends are known to cut(): a connection that was being made meanwhile is cut here.
        if (!whole) {
            reset(near);
            reset(far);
            return;
        }
        Thread.ofVirtual().start(() -> carry(near, far));
        Thread.ofVirtual().start(() -> carry(far, near));
    }

    /** Whichever direction ends first ends both: neither PostgreSQL's nor Kafka's protocol has half of a connection. */
    private void carry(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            int read = from.getInputStream().read(buffer);
            while (read >= 0) {
                to.getOutputStream().write(buffer, 0, read);
                read = from.getInputStream().read(buffer);
            }
            close(from);
            close(to);
        } catch (IOException broken) {
            reset(from);
            reset(to);
        }
    }

    private void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closedAlready) {
            // As wanted.
        }
        close(socket);
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException closedAlready) {
            // As wanted.
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(this::reset);
    }
}

package org.lotledger.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final int PATIENCE_MILLIS = 10_000;

    private ServerSocket echo;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    Socket client = echo.accept();
                    Thread.ofVirtual().start(() -> answer(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        wire = Wire.to(echo.getLocalPort());
    }

    private static void answer(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException reset) {
            // The other side is gone.
        }
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        echo.close();
    }

    @Test
    void carriesBothWays() throws IOException {
        try (Socket socket = connect()) {
            assertEquals(7, echoed(socket, 7));
            assertEquals(8, echoed(socket, 8));
        }
    }

    @Test
    void resetsWhatIsOpenAndWhatIsNewWhileItIsCut() throws IOException {
        try (Socket open = connect()) {
            assertEquals(7, echoed(open, 7));
            wire.cut();
            assertThrows(IOException.class, () -> echoed(open, 8));
            assertThrows(IOException.class, () -> {
                try (Socket fresh = connect()) {
                    echoed(fresh, 8);
                }
            });
        }
        wire.mend();
        try (Socket again = connect()) {
            assertEquals(9, echoed(again, 9));
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), wire.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static int echoed(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        int read = socket.getInputStream().read();
        if (read < 0) {
            throw new IOException("closed");
        }
        return read;
    }
}

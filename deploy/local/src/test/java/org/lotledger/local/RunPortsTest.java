package org.lotledger.local;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunPortsTest {
    @Test
    void namesThePortTakenWhoWantsItAndHowToChangeIt() {
        Run.Ports ports = Run.Ports.from(Map.of());

        CannotRun refusal = assertThrows(CannotRun.class, () -> ports.check(port -> port != 8082 && port != 19092));

        assertTrue(refusal.reason().contains("port 8082, wanted by receiving, is taken"), refusal.reason());
        assertTrue(refusal.reason().contains("LOTS_PORT_RECEIVING"), refusal.reason());
        assertTrue(refusal.reason().contains("port 19092, wanted by Kafka, is taken"), refusal.reason());
        assertFalse(refusal.reason().contains("8081"), refusal.reason());
    }

    @Test
    void takesAnotherPortFromTheEnvironment() {
        Run.Ports ports = Run.Ports.from(Map.of("LOTS_PORT_RECEIVING", "9082"));

        assertEquals(9082, ports.of("receiving"));
        assertDoesNotThrow(() -> ports.check(port -> port != 8082));
    }

    @Test
    void refusesOnePortForTwo() {
        Run.Ports ports = Run.Ports.from(Map.of("LOTS_PORT_SHIPPING", "8081"));

        CannotRun refusal = assertThrows(CannotRun.class, () -> ports.check(port -> true));

        assertTrue(refusal.reason().contains("port 8081 is wanted by item-catalog and by shipping"), refusal.reason());
    }

    @Test
    void refusesWhatIsNoPort() {
        for (String text : new String[] {"many", "0", "65536", ""}) {
            assertThrows(CannotRun.class, () -> Run.Ports.from(Map.of("LOTS_PORT_KAFKA", text)), text);
        }
    }

    @Test
    void seesThatAPortIsTaken() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertFalse(FreePorts.isFree(socket.getLocalPort()));
        }
        assertTrue(FreePorts.isFree(FreePorts.next()));
    }
}

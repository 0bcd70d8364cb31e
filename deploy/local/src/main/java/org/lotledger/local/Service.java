package org.lotledger.local;

import java.nio.file.Path;
import java.util.Locale;

/** The services of the project, in the order in which they are started. */
public enum Service {
    ITEM_CATALOG("item-catalog", "item-catalog-service", "item_catalog", 8081),
    RECEIVING("receiving", "receiving-service", "receiving", 8082),
    SHIPPING("shipping", "shipping-service", "shipping", 8083),
    LOT_LEDGER("lot-ledger", "lot-ledger-service", "lot_ledger", 8084);

    private final String label;
    private final String module;
    private final String database;
    private final int defaultPort;

    Service(String label, String module, String database, int defaultPort) {
        this.label = label;
        this.module = module;
        this.database = database;
        this.defaultPort = defaultPort;
    }

    /** As people call it. */
    public String label() {
        return label;
    }

    /** Its folder in the project. */
    public String module() {
        return module;
    }

    public String database() {
        return database;
    }

    public int defaultPort() {
        return defaultPort;
    }

    /** The environment variable that moves it to another port. */
    public String portVariable() {
        return "LOTS_PORT_" + database.toUpperCase(Locale.ROOT);
    }

    Path applicationFolder(Path projectFolder) {
        return projectFolder.resolve(module).resolve("target").resolve("quarkus-app");
    }

    /** The port on which `make run` has the service: its own, unless the environment says otherwise. */
    int portFromEnvironment() {
        String asked = System.getenv(portVariable());
        return asked == null ? defaultPort : Integer.parseInt(asked);
    }

    /** Where it is for the demo: on this machine, unless the environment says otherwise. */
    String urlFromEnvironment() {
        String asked = System.getenv("LOTS_URL_" + name());
        return asked == null ? "http://127.0.0.1:" + portFromEnvironment() : asked;
    }
}

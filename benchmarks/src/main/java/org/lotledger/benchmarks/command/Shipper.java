package org.lotledger.benchmarks.command;

import java.io.Closeable;
import java.io.IOException;
import org.lotledger.benchmarks.http.HttpLine;

/** A client who ships: saves a shipment of one line, names its lot, lets it leave. Three commands, three documents' states. */
final class Shipper implements Closeable {
    private final HttpLine line;

    Shipper(int port) {
        this.line = new HttpLine(port);
    }

    void ship(String shipmentNumber, String lotNumber) {
        String created = line.send("POST", "/shipments", "", """
                        {"shipmentNumber":"%s","purpose":"CUSTOMER","party":{"code":"C-100","name":"City Clinic"},\
                        "location":"%s","references":{"order":"SO-4711"},\
                        "lines":[{"lineNumber":1,"itemCode":"%s","quantity":2}]}""".formatted(shipmentNumber, Goods.LOCATION, Goods.ITEM))
                .mustBe(201)
                .eTag();
        String path = "/shipments/" + shipmentNumber;
        String named = line.send(
                        "PUT",
                        path + "/lines/1/lots",
                        created,
                        "[{\"lotNumber\":\"%s\",\"quantity\":2}]".formatted(lotNumber))
                .mustBe(200)
                .eTag();
        line.send("POST", path + "/ship", named, "{}").mustBe(200);
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}

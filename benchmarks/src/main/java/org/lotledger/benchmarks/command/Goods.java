package org.lotledger.benchmarks.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import org.lotledger.benchmarks.http.HttpLine;
import org.lotledger.local.LocalStack;
import org.lotledger.local.Service;

/** What is shipped: one item in many lots at one place, of each more than a benchmark can ship. */
final class Goods {
    static final String ITEM = "BENCH-1";
    static final String LOCATION = "MAIN";
    private static final long QUANTITY_OF_LOT = 900_000_000;

    private final int lots;

    Goods(int lots) {
        this.lots = lots;
    }

    int lots() {
        return lots;
    }

    String anyLot(RandomGenerator random) {
        return lotNumber(random.nextInt(lots));
    }

    static String lotNumber(int index) {
        return "L-%06d".formatted(index);
    }

    /** Makes item and place known and opens the balance of every lot. */
    void bring(LocalStack stack) {
        try (HttpLine catalog = new HttpLine(stack.port(Service.ITEM_CATALOG));
                HttpLine receiving = new HttpLine(stack.port(Service.RECEIVING))) {
            catalog.send("PUT", "/locations/" + LOCATION, "", "{\"name\":\"Main warehouse\"}");
            catalog.send("POST", "/items", "", """
                            {"itemCode":"%s","description":"Saline 500 ml","type":"INVENTORIED","unit":"EA",
                             "quantityScale":0,"lotTracked":true,"perishable":true}""".formatted(ITEM)).mustBe(201);
            StringBuilder csv = new StringBuilder("itemCode,lotNumber,expirationDate,quantity,location\n");
            for (int i = 0; i < lots; i++) {
                csv.append("%s,%s,2090-01-31,%d,%s\n".formatted(ITEM, lotNumber(i), QUANTITY_OF_LOT, LOCATION));
            }
            receiving
                    .send("POST", "/imports/beginning-balances", "", "text/csv", csv.toString())
                    .mustBe(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

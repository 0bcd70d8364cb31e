package org.lotledger.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What each golden file means, written down a second time by hand; key = path below {@code contract/golden/}. */
final class GoldenEvents {

    private static final UUID GAUZE_104303_5 = UUID.fromString("1e223ef0-edca-5c39-b820-150182976e49");
    private static final UUID GAUZE_100_E02 = UUID.fromString("10f5072b-5cb9-5e23-9072-21037f120e9d");
    private static final UUID CABLE = UUID.fromString("fe477c27-1919-55b8-bf46-7b5fa13c0c93");
    private static final UUID SYRUP = UUID.fromString("858f2d39-00aa-5b81-8f16-0a6a81e00aff");
    private static final UUID KIT = UUID.fromString("6d1f4b6c-502c-5fe8-bf64-ebe421a082a3");
    private static final Party SUPPLIER = new Party(PartyRole.SUPPLIER, "S-17", "Müller & Söhne", "4012345000016");

    static final Map<String, PublicEvent> BY_FILE = Map.ofEntries(
            Map.entry(
                    "LotReceived.v1/minimal.json",
                    new LotReceived(new LotFact(
                            new EventLink("receiving." + GAUZE_104303_5 + ".1", null),
                            GAUZE_104303_5,
                            "GAUZE-10",
                            new LotNumber("104303/5"),
                            null,
                            Quantity.of(30),
                            "EA",
                            "MAIN",
                            new DocumentRef(DocumentType.RECEIPT, "R-1", 1),
                            null,
                            Map.of(),
                            null,
                            Instant.parse("2026-11-02T08:15:00Z"),
                            Instant.parse("2026-11-02T08:15:00Z"),
                            "anna",
                            null,
                            Map.of()))),
            Map.entry(
                    "LotReceived.v1/full.json",
                    new LotReceived(new LotFact(
                            new EventLink(
                                    "receiving." + GAUZE_104303_5 + ".2",
                                    "aad689d019fa64de928be126c4449cf93822db58c7c7afee50d6f5da5508bc4a"),
                            GAUZE_104303_5,
                            "GAUZE-10",
                            new LotNumber("104303/5"),
                            LocalDate.of(2030, 6, 30),
                            Quantity.of("12.5"),
                            "EA",
                            "MAIN",
                            new DocumentRef(DocumentType.RECEIPT, "R-2", 3),
                            SUPPLIER,
                            Map.of("purchaseOrder", "PO-7", "receipt", "R-0", "invoice", "INV 88/1"),
                            "Entered again under the right lot number:\nsee A-0",
                            Instant.parse("2026-11-03T07:00:00Z"),
                            Instant.parse("2026-11-03T09:30:12.345678Z"),
                            "anna",
                            "shipping." + GAUZE_100_E02 + ".2",
                            Map.of("shipping", 1L)))),
            Map.entry(
                    "LotShipped.v1/minimal.json",
                    new LotShipped(new LotFact(
                            new EventLink("shipping." + GAUZE_104303_5 + ".1", null),
                            GAUZE_104303_5,
                            "GAUZE-10",
                            new LotNumber("104303/5"),
                            null,
                            Quantity.of(-10),
                            "EA",
                            "MAIN",
                            new DocumentRef(DocumentType.SHIPMENT, "S-1", 1),
                            null,
                            Map.of(),
                            null,
                            Instant.parse("2026-11-02T16:00:00Z"),
                            Instant.parse("2026-11-02T16:00:00.120Z"),
                            "boris",
                            null,
                            Map.of()))),
            Map.entry(
                    "LotShipped.v1/full.json",
                    new LotShipped(new LotFact(
                            new EventLink(
                                    "shipping." + GAUZE_104303_5 + ".2",
                                    "1051f2607131d39e3c0a96752cf67610abb7b7058193df4f7c32538d3df1b94e"),
                            GAUZE_104303_5,
                            "GAUZE-10",
                            new LotNumber("104303/5"),
                            LocalDate.of(2030, 6, 30),
                            Quantity.of("-7.25"),
                            "EA",
                            "MAIN",
                            new DocumentRef(DocumentType.SHIPMENT, "S-2", 2),
                            new Party(PartyRole.CUSTOMER, "C-204", "St. Mary's Hospital", "9506000111094"),
                            Map.of("order", "SO-12", "invoice", "2026-4711"),
                            "The customer asked for this lot",
                            Instant.parse("2026-11-04T10:00:00Z"),
                            Instant.parse("2026-11-04T10:00:00.000001Z"),
                            "boris",
                            "receiving." + GAUZE_104303_5 + ".1",
                            Map.of("receiving", 2L)))),
            Map.entry(
                    "LotAdjusted.v1/receipt-correction-full.json",
                    new LotAdjusted(
                            AdjustmentReason.RECEIPT_CORRECTION,
                            new LotFact(
                                    new EventLink(
                                            "shipping." + GAUZE_104303_5 + ".3",
                                            "7ebad440b5014c37ff90ce8532f7b524c6041fcedd154c2aa5372089619789d5"),
                                    GAUZE_104303_5,
                                    "GAUZE-10",
                                    new LotNumber("104303/5"),
                                    LocalDate.of(2030, 6, 30),
                                    Quantity.of("-2.5"),
                                    "EA",
                                    "MAIN",
                                    new DocumentRef(DocumentType.ADJUSTMENT, "A-1", 1),
                                    SUPPLIER,
                                    Map.of("receipt", "R-2"),
                                    "Recorded under the wrong lot number",
                                    Instant.parse("2026-11-05T11:00:00Z"),
                                    Instant.parse("2026-11-05T11:00:00.5Z"),
                                    "carla",
                                    "receiving." + GAUZE_104303_5 + ".2",
                                    Map.of("receiving", 2L)))),
            Map.entry(
                    "LotAdjusted.v1/expiration-corrected.json",
                    new LotAdjusted(
                            AdjustmentReason.EXPIRATION_CORRECTED,
                            new LotFact(
                                    new EventLink(
                                            "receiving." + GAUZE_104303_5 + ".3",
                                            "bdbca19f21120361e2676851da171875ef9eaeb2cca1484079e00fcb3a21b865"),
                                    GAUZE_104303_5,
                                    "GAUZE-10",
                                    new LotNumber("104303/5"),
                                    LocalDate.of(2031, 6, 30),
                                    Quantity.ZERO,
                                    "EA",
                                    null,
                                    new DocumentRef(DocumentType.EXPIRATION_CORRECTION, "X-1", null),
                                    null,
                                    Map.of(),
                                    "Misread the label: 31, not 30",
                                    Instant.parse("2026-11-06T08:00:00Z"),
                                    Instant.parse("2026-11-06T08:00:00Z"),
                                    "carla",
                                    null,
                                    Map.of()))),
            Map.entry(
                    "LotAdjusted.v1/recall.json",
                    new LotAdjusted(
                            AdjustmentReason.RECALL,
                            new LotFact(
                                    new EventLink("item-catalog." + GAUZE_104303_5 + ".1", null),
                                    GAUZE_104303_5,
                                    "GAUZE-10",
                                    new LotNumber("104303/5"),
                                    null,
                                    Quantity.ZERO,
                                    "EA",
                                    null,
                                    new DocumentRef(
                                            DocumentType.LOT_HOLD, "2f0d2c52-3f64-4c0b-9d3d-0a54a1f6a001", null),
                                    null,
                                    Map.of("notice", "Z-1234-2027"),
                                    "Seals may be open",
                                    Instant.parse("2026-11-07T12:00:00Z"),
                                    Instant.parse("2026-11-07T12:00:03Z"),
                                    "dora",
                                    null,
                                    Map.of()))),
            Map.entry(
                    "LotAdjusted.v1/beginning-balance-untracked.json",
                    new LotAdjusted(
                            AdjustmentReason.BEGINNING_BALANCE,
                            new LotFact(
                                    new EventLink("receiving." + CABLE + ".1", null),
                                    CABLE,
                                    "CABLE-3X1.5",
                                    null,
                                    null,
                                    Quantity.of("123456789.75"),
                                    "MTR",
                                    "YARD",
                                    new DocumentRef(DocumentType.ADJUSTMENT, "BB-1", 1),
                                    null,
                                    Map.of(),
                                    null,
                                    Instant.parse("2026-01-01T00:00:00Z"),
                                    Instant.parse("2026-11-01T06:00:00Z"),
                                    "anna",
                                    null,
                                    Map.of()))),
            Map.entry(
                    "LotAdjusted.v1/count-down-smallest-step.json",
                    new LotAdjusted(
                            AdjustmentReason.COUNT,
                            new LotFact(
                                    new EventLink("shipping." + CABLE + ".1", null),
                                    CABLE,
                                    "CABLE-3X1.5",
                                    null,
                                    null,
                                    Quantity.of("-0.000001"),
                                    "MTR",
                                    "YARD",
                                    new DocumentRef(DocumentType.ADJUSTMENT, "CNT-9", 4),
                                    null,
                                    Map.of(),
                                    null,
                                    Instant.parse("2026-11-08T06:00:00Z"),
                                    Instant.parse("2026-11-08T06:00:00Z"),
                                    "boris",
                                    null,
                                    Map.of("receiving", 1L)))),
            Map.entry(
                    "LotAdjusted.v1/customer-return.json",
                    new LotAdjusted(
                            AdjustmentReason.CUSTOMER_RETURN,
                            new LotFact(
                                    new EventLink(
                                            "receiving." + SYRUP + ".9",
                                            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                                    SYRUP,
                                    "SYRUP",
                                    new LotNumber("%41"),
                                    LocalDate.of(2027, 2, 28),
                                    Quantity.of(1),
                                    "EA",
                                    "RETURNS",
                                    new DocumentRef(DocumentType.RECEIPT, "R-30", 1),
                                    new Party(PartyRole.CUSTOMER, "C-204", null, null),
                                    Map.of("shipment", "S-2"),
                                    null,
                                    Instant.parse("2026-11-09T09:00:00Z"),
                                    Instant.parse("2026-11-09T09:00:00Z"),
                                    "anna",
                                    null,
                                    Map.of("shipping", 4L)))),
            Map.entry(
                    "LotAdjusted.v1/transfer-in.json",
                    new LotAdjusted(
                            AdjustmentReason.TRANSFER_IN,
                            new LotFact(
                                    new EventLink("receiving." + GAUZE_100_E02 + ".1", null),
                                    GAUZE_100_E02,
                                    "GAUZE-10",
                                    new LotNumber("100 E02"),
                                    null,
                                    Quantity.of(5),
                                    "EA",
                                    "WARD-3",
                                    new DocumentRef(DocumentType.RECEIPT, "R-31", 1),
                                    null,
                                    Map.of("transfer", "S-5"),
                                    null,
                                    Instant.parse("2026-11-10T09:00:00Z"),
                                    Instant.parse("2026-11-10T09:00:00Z"),
                                    "anna",
                                    null,
                                    Map.of("shipping", 1L)))),
            Map.entry(
                    "LotAdjusted.v1/assembly-output.json",
                    new LotAdjusted(
                            AdjustmentReason.ASSEMBLY_OUTPUT,
                            new LotFact(
                                    new EventLink("receiving." + KIT + ".1", null),
                                    KIT,
                                    "KIT-BURN",
                                    new LotNumber("ö-7"),
                                    LocalDate.of(2028, 1, 31),
                                    Quantity.of(40),
                                    "SET",
                                    "MAIN",
                                    new DocumentRef(DocumentType.RECEIPT, "R-32", 1),
                                    null,
                                    Map.of("assembly", "RUN-77"),
                                    null,
                                    Instant.parse("2026-11-11T09:00:00Z"),
                                    Instant.parse("2026-11-11T09:00:00Z"),
                                    "anna",
                                    null,
                                    Map.of()))),
            Map.entry(
                    "ItemChanged.v1/minimal.json",
                    new ItemChanged(
                            new EventLink("item-catalog.item:GAUZE-10.1", null),
                            "GAUZE-10",
                            "Gauze 10 × 10 cm",
                            ItemType.INVENTORIED,
                            "EA",
                            2,
                            null,
                            null,
                            true,
                            true,
                            null,
                            null,
                            ItemStatus.ACTIVE,
                            List.of(),
                            1,
                            Instant.parse("2026-11-01T05:00:00Z"),
                            "dora")),
            Map.entry(
                    "ItemChanged.v1/full.json",
                    new ItemChanged(
                            new EventLink(
                                    "item-catalog.item:GAUZE-10.2",
                                    "a00ff14e7aa252127744390b158ee3ee8df3447b03d8935ef021fab76010aa7f"),
                            "GAUZE-10",
                            "Gauze 10 × 10 cm\nsterile",
                            ItemType.INVENTORIED,
                            "EA",
                            2,
                            "4012345123456",
                            "Müller & Söhne",
                            true,
                            true,
                            1825,
                            90,
                            ItemStatus.INACTIVE,
                            List.of("receiving", "shipping"),
                            2,
                            Instant.parse("2026-11-01T05:10:00.000250Z"),
                            "dora")),
            Map.entry(
                    "LocationChanged.v1/minimal.json",
                    new LocationChanged(
                            new EventLink("item-catalog.location:MAIN.1", null),
                            "MAIN",
                            "Main warehouse",
                            null,
                            null,
                            true,
                            1,
                            Instant.parse("2026-11-01T05:00:00Z"),
                            "dora")),
            Map.entry(
                    "LocationChanged.v1/full.json",
                    new LocationChanged(
                            new EventLink(
                                    "item-catalog.location:MAIN.2",
                                    "c5824b9caf15fbe2dc34fb891eba47273b1652f63655bbc7c0672c0e1b2faf75"),
                            "MAIN",
                            "Returns, main warehouse",
                            "4012345000016",
                            new Address("Hafenstraße 1", "Hamburg", "HH", "20457", "DE", "+49 40 123456"),
                            false,
                            2,
                            Instant.parse("2026-11-01T05:20:00Z"),
                            "dora")));

    private GoldenEvents() {}
}

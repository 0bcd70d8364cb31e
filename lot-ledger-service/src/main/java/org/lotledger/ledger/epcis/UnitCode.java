package org.lotledger.ledger.epcis;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Units of measure as EPCIS wants them: UN/ECE Recommendation 20, and none at all for a number of pieces. */
final class UnitCode {
    /** One, each, piece: what the standard means where no unit stands. */
    private static final Set<String> PIECES = Set.of("EA", "C62", "H87");

    /** What goods are counted in, out of Recommendation 20; X… are its codes for packages. Time, speed and the like are left out. */
    private static final Set<String> CODES = Set.of(
            // mass
            "KGM",
            "GRM",
            "MGM",
            "MC",
            "CGM",
            "DG",
            "DJ",
            "HGM",
            "DTN",
            "TNE",
            "KTN",
            "LBR",
            "ONZ",
            "GRN",
            "STI",
            "STN",
            "LTN",
            "CWA",
            "CWI",
            "APZ",
            "DRA",
            "DRI",
            "DWT",
            // volume
            "LTR",
            "MLT",
            "CLT",
            "DLT",
            "HLT",
            "4G",
            "K6",
            "MTQ",
            "CMQ",
            "DMQ",
            "MMQ",
            "INQ",
            "FTQ",
            "YDQ",
            "GLL",
            "GLI",
            "PTD",
            "PTL",
            "PTI",
            "PT",
            "QT",
            "QTD",
            "QTL",
            "QTI",
            "OZA",
            "OZI",
            "BLL",
            "BUA",
            "BUI",
            "GII",
            // length
            "MTR",
            "CMT",
            "MMT",
            "DMT",
            "KMT",
            "4H",
            "INH",
            "FOT",
            "YRD",
            "SMI",
            // area
            "MTK",
            "CMK",
            "DMK",
            "MMK",
            "KMK",
            "INK",
            "FTK",
            "YDK",
            "ACR",
            "HAR",
            "ARE",
            // number
            "DZN",
            "DZP",
            "GRO",
            "GGR",
            "CEN",
            "MIL",
            "PR",
            "DPR",
            "TPR",
            "SET",
            "SCO",
            "NMP",
            "NPR",
            "NIU",
            "E27",
            "U2",
            // energy and substance
            "C34",
            "KWH",
            "JOU",
            "BQL",
            "MBQ",
            "KAT",
            // packages
            "XAM",
            "XBA",
            "XBG",
            "XBJ",
            "XBO",
            "XBX",
            "XCA",
            "XCR",
            "XCS",
            "XCT",
            "XCY",
            "XDR",
            "XJR",
            "XJY",
            "XKG",
            "XPA",
            "XPC",
            "XPK",
            "XPX",
            "XPU",
            "XRL",
            "XRO",
            "XSA",
            "XSC",
            "XTN",
            "XTU",
            "XVI");

    private UnitCode() {}

    /** The code for a quantity in our unit; null where the standard wants none, and where ours is not of the list. */
    static @Nullable String of(String unit, BigDecimal quantity) {
        if (PIECES.contains(unit)) {
            return quantity.scale() <= 0 ? null : unit;
        }
        return CODES.contains(unit) ? unit : null;
    }
}

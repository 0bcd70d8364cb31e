package org.lotledger.catalog.scan;

import static org.lotledger.catalog.scan.Part.digits;
import static org.lotledger.catalog.scan.Part.digitsUpTo;
import static org.lotledger.catalog.scan.Part.ofUpTo;
import static org.lotledger.catalog.scan.Part.text;
import static org.lotledger.catalog.scan.Part.textUpTo;

import java.util.ArrayList;
import java.util.List;

/**
 * All Application Identifiers with the form of their values (GS1 General Specifications, 3.2; checked against the GS1
 * Barcode Syntax Dictionary by a test).
 */
final class AiList {
    private static final int DECIMALS_OF_MEASURE_MAX = 5;
    private static final int DECIMALS_OF_AMOUNT_MAX = 9;
    private static final int DECIMALS_OF_PERCENT_MAX = 3;

    private static final Part GTIN = digits(14, Content.CHECKED);
    private static final Part GLN = digits(13, Content.CHECKED);
    private static final Part COUNTRY = digits(3);
    private static final Part CURRENCY = digits(3);
    private static final Part DAY = digits(6, Content.DATE);
    private static final Part DAY_OR_MONTH = digits(6, Content.DATE_OR_MONTH);
    private static final Part TIME = digits(4, Content.TIME);
    private static final Part SIXTY = digits(2, Content.MINUTE_OR_SECOND);
    private static final Part YES_OR_NO = digits(1, Content.ZERO_OR_ONE);

    private final List<Ai> ais = new ArrayList<>();

    private AiList() {}

    static List<Ai> all() {
        AiList list = new AiList();
        list.identification();
        list.datesAndNumbersOfGoods();
        list.measures();
        list.amountsAndPrices();
        list.ordersAndPlaces();
        list.transport();
        list.furtherFactsOfGoods();
        list.healthCare();
        list.otherKeysAndInternal();
        return List.copyOf(list.ais);
    }

    private void identification() {
        add("00", "serial shipping container code", digits(18, Content.CHECKED));
        add("01", "GTIN", GTIN);
        add("02", "GTIN of the contents", GTIN);
        add("03", "GTIN of a made-to-order item", GTIN);
    }

    private void datesAndNumbersOfGoods() {
        add("10", "lot number", textUpTo(20));
        add("11", "production date", DAY_OR_MONTH);
        add("12", "due date for payment", DAY_OR_MONTH);
        add("13", "packaging date", DAY_OR_MONTH);
        add("15", "best before date", DAY_OR_MONTH);
        add("16", "sell by date", DAY_OR_MONTH);
        add("17", "expiration date", DAY_OR_MONTH);
        add("20", "internal product variant", digits(2));
        add("21", "serial number", textUpTo(20));
        add("22", "consumer product variant", textUpTo(20));
        add("235", "third-party serial number", textUpTo(28));
        add("240", "additional product identification", textUpTo(30));
        add("241", "customer part number", textUpTo(30));
        add("242", "made-to-order variation", digitsUpTo(6));
        add("243", "packaging component number", textUpTo(20));
        add("250", "secondary serial number", textUpTo(30));
        add("251", "reference to source", textUpTo(30));
        add("253", "document type identifier", GLN, textUpTo(17).orNothing());
        add("254", "location extension", textUpTo(20));
        add("255", "coupon number", GLN, digitsUpTo(12).orNothing());
        add("30", "variable count", digitsUpTo(8));
        add("37", "count of the contents", digitsUpTo(8));
    }

    private void measures() {
        for (Measure measure : Measure.values()) {
            withDecimals(measure.digits(), measure.title(), DECIMALS_OF_MEASURE_MAX, digits(6));
        }
    }

    private void amountsAndPrices() {
        withDecimals("390", "amount payable", DECIMALS_OF_AMOUNT_MAX, digitsUpTo(15));
        withDecimals("391", "amount payable in a currency", DECIMALS_OF_AMOUNT_MAX, CURRENCY, digitsUpTo(15));
        withDecimals("392", "price", DECIMALS_OF_AMOUNT_MAX, digitsUpTo(15));
        withDecimals("393", "price in a currency", DECIMALS_OF_AMOUNT_MAX, CURRENCY, digitsUpTo(15));
        withDecimals("394", "percentage off", DECIMALS_OF_PERCENT_MAX, digits(4));
        withDecimals("395", "price per unit of measure", DECIMALS_OF_MEASURE_MAX, digits(6));
    }

    private void ordersAndPlaces() {
        add("400", "customer's order number", textUpTo(30));
        add("401", "consignment number", textUpTo(30));
        add("402", "shipment identification number", digits(17, Content.CHECKED));
        add("403", "routing code", textUpTo(30));
        add("410", "ship-to location", GLN);
        add("411", "bill-to location", GLN);
        add("412", "purchased-from location", GLN);
        add("413", "ship-for location", GLN);
        add("414", "physical location", GLN);
        add("415", "location of the invoicing party", GLN);
        add("416", "location of production or service", GLN);
        add("417", "party", GLN);
        add("420", "ship-to postal code", textUpTo(20));
        add("421", "ship-to country and postal code", COUNTRY, textUpTo(9));
        add("422", "country of origin", COUNTRY);
        add("423", "countries of initial processing", upToFiveCountries());
        add("424", "country of processing", COUNTRY);
        add("425", "countries of disassembly", upToFiveCountries());
        add("426", "country of full processing", COUNTRY);
        add("427", "subdivision of the country of origin", textUpTo(3));
    }

    private static Part[] upToFiveCountries() {
        Part further = COUNTRY.orNothing();
        return new Part[] {COUNTRY, further, further, further, further};
    }

    private void transport() {
        address("430", "ship-to");
        add("4308", "ship-to telephone number", textUpTo(30));
        add("4309", "ship-to coordinates", digits(10), digits(10));
        address("431", "return-to");
        add("4318", "return-to postal code", textUpTo(20));
        add("4319", "return-to telephone number", textUpTo(30));
        add("4320", "service description", textUpTo(35));
        add("4321", "dangerous goods", YES_OR_NO);
        add("4322", "authority to leave", YES_OR_NO);
        add("4323", "signature required", YES_OR_NO);
        add("4324", "not before delivery date and time", DAY_OR_MONTH, TIME);
        add("4325", "not after delivery date and time", DAY_OR_MONTH, TIME);
        add("4326", "release date", DAY);
        for (String limit : List.of("4330", "4331", "4332", "4333")) {
            add(
                    limit,
                    "temperature limit",
                    digits(6),
                    text(1).being(Content.MINUS).orNothing());
        }
    }

    private void address(String firstThreeDigits, String whose) {
        add(firstThreeDigits + "0", whose + " company", textUpTo(35));
        add(firstThreeDigits + "1", whose + " contact", textUpTo(35));
        add(firstThreeDigits + "2", whose + " address line 1", textUpTo(70));
        add(firstThreeDigits + "3", whose + " address line 2", textUpTo(70));
        add(firstThreeDigits + "4", whose + " suburb", textUpTo(70));
        add(firstThreeDigits + "5", whose + " locality", textUpTo(70));
        add(firstThreeDigits + "6", whose + " region", textUpTo(70));
        add(firstThreeDigits + "7", whose + " country", text(2));
    }

    private void furtherFactsOfGoods() {
        add("7001", "NATO stock number", digits(13));
        add("7002", "meat cut", textUpTo(30));
        add("7003", "expiration date and time", DAY, TIME);
        add("7004", "active potency", digitsUpTo(4));
        add("7005", "catch area", textUpTo(12));
        add("7006", "first freeze date", DAY);
        add("7007", "harvest date or dates", DAY, DAY.orNothing());
        add("7008", "aquatic species", textUpTo(3));
        add("7009", "fishing gear", textUpTo(10));
        add("7010", "production method", textUpTo(2));
        add("7011", "test by date and time", DAY, TIME.orNothing());
        add("7020", "refurbishment lot number", textUpTo(20));
        add("7021", "functional status", textUpTo(20));
        add("7022", "revision status", textUpTo(20));
        add("7023", "asset identifier of an assembly", textUpTo(30));
        numbered("703", "processor", COUNTRY, textUpTo(27));
        add("7040", "unique identification code", digits(1), text(1), text(1), text(1));
        add("7041", "freight unit type", textUpTo(4));
        add("8001", "roll dimensions", digits(4), digits(5), digits(3), digits(1), digits(1));
        add("8005", "price per unit", digits(6));
        add("8008", "production date and time", DAY, digits(2, Content.HOUR), SIXTY.orNothing(), SIXTY.orNothing());
        add("8009", "sensor indicator", textUpTo(50));
        add("8012", "software version", textUpTo(20));
        add("8200", "product web address", textUpTo(70));
    }

    private void healthCare() {
        add("710", "national number, Germany", textUpTo(20));
        add("711", "national number, France", textUpTo(20));
        add("712", "national number, Spain", textUpTo(20));
        add("713", "national number, Brazil", textUpTo(20));
        add("714", "national number, Portugal", textUpTo(20));
        add("715", "national number, United States", textUpTo(20));
        add("716", "national number, Italy", textUpTo(20));
        add("717", "national number, Costa Rica", textUpTo(20));
        numbered("723", "certificate", text(2), textUpTo(28));
        add("7240", "protocol", textUpTo(20));
        add("7241", "media type", digits(2));
        add("7242", "version control number", textUpTo(25));
        add("7250", "date of birth", digits(8));
        add("7251", "date and time of birth", digits(8), TIME);
        add("7252", "sex", digits(1));
        add("7253", "family name", textUpTo(40));
        add("7254", "given name", textUpTo(40));
        add("7255", "name suffix", textUpTo(10));
        add("7256", "full name", textUpTo(90));
        add("7257", "person's address", textUpTo(70));
        add("7258", "birth sequence", text(3));
        add("7259", "baby", textUpTo(40));
        add("8014", "device identifier of a highly individualised device", textUpTo(25));
        add("8017", "service relation of the provider", digits(18, Content.CHECKED));
        add("8018", "service relation of the recipient", digits(18, Content.CHECKED));
        add("8019", "service relation instance", digitsUpTo(10));
    }

    private void otherKeysAndInternal() {
        add("8002", "mobile telephone identifier", textUpTo(20));
        add(
                "8003",
                "returnable asset",
                digits(1, Content.ZERO),
                GLN,
                textUpTo(16).orNothing());
        add("8004", "individual asset", textUpTo(30));
        add("8006", "piece of a trade item", GTIN, digits(4, Content.PIECE_OF_TOTAL));
        add("8007", "bank account", textUpTo(34));
        add("8010", "component or part", ofUpTo(Alphabet.SET_39, 30));
        add("8011", "serial number of a component", digitsUpTo(12).being(Content.NO_LEADING_ZERO));
        add("8013", "model number", textUpTo(25));
        add("8020", "payment slip number", textUpTo(25));
        add("8026", "piece of a trade item contained", GTIN, digits(4, Content.PIECE_OF_TOTAL));
        add("8030", "digital signature", ofUpTo(Alphabet.BASE_64, 90));
        add("8040", "mobile equipment identity", digits(15));
        add("8041", "second mobile equipment identity", digits(15));
        add("8042", "embedded SIM", digits(32));
        add("8043", "physical SIM", digits(18), digitsUpTo(2).orNothing());
        add("8110", "coupon", textUpTo(70));
        add("8111", "loyalty points", digits(4));
        add("8112", "positive offer file coupon", textUpTo(70));
        add("90", "agreed between partners", textUpTo(30));
        for (int code = 91; code <= 99; code++) {
            add(String.valueOf(code), "company internal", textUpTo(90));
        }
    }

    /** The fourth digit of the AI says how many decimals the value has. */
    private void withDecimals(String firstThreeDigits, String title, int decimalsMax, Part... parts) {
        for (int decimals = 0; decimals <= decimalsMax; decimals++) {
            add(firstThreeDigits + decimals, title, parts);
        }
    }

    private void numbered(String firstThreeDigits, String title, Part... parts) {
        for (int number = 0; number <= 9; number++) {
            add(firstThreeDigits + number, title + " " + number, parts);
        }
    }

    private void add(String code, String title, Part... parts) {
        ais.add(new Ai(code, title, List.of(parts)));
    }
}

package org.lotledger.ledger.epcis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Party;
import org.lotledger.events.Source;
import org.lotledger.ledger.lot.Entry;
import org.lotledger.ledger.lot.LotMaster;
import org.lotledger.ledger.lot.Place;

/**
 * How lots, places, partners, papers and events are named outside: by GS1 Digital Link where GS1 gave a number, else below
 * a base of ours.
 *
 * @param base an absolute URI without a slash at its end, which is this company's alone
 */
public record EpcisIds(String base) {
    static final String GS1 = "https://id.gs1.org";

    /** RFC 9562 section 6.6. */
    private static final UUID URL_NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private static final String UNRESERVED = "-._~";

    /** The prefix of our own fields. */
    public String vocabulary() {
        return base + "/epcis/";
    }

    /** A lot: {@code /01/{gtin}/10/{lot}}, an item that is not tracked: {@code /01/{gtin}}; without a GTIN {@code /lot/{lotId}} of ours. */
    String lot(LotMaster lot) {
        if (lot.gtin14() == null) {
            return base + LotClass.OURS + lot.lotId();
        }
        String item = GS1 + LotClass.GTIN + lot.gtin14();
        return lot.lotNumber() == null ? item : item + LotClass.LOT + encoded(lot.lotNumber());
    }

    /** One of our places, by GLN as a physical location (AI 414). */
    String place(Place place) {
        return place.gln() == null ? base + "/location/" + encoded(place.location()) : GS1 + "/414/" + place.gln();
    }

    /** A partner, by GLN as a party (AI 417). */
    String party(Party party) {
        return party.gln() == null
                ? base + "/party/" + lower(party.role().name()) + "/" + encoded(party.code())
                : GS1 + "/417/" + party.gln();
    }

    /** A paper; both services number adjustments, so an adjustment is named by its service, too. */
    String document(String source, DocumentRef document) {
        String service = document.type() == DocumentType.ADJUSTMENT ? source + "/" : "";
        return reference(lower(document.type().name()), service, document.number());
    }

    /** A number of others, or of ours, that joins papers. */
    String reference(String kind, String number) {
        return reference(kind, "", number);
    }

    private String reference(String kind, String service, String number) {
        return base + "/" + kind + "/" + service + encoded(number);
    }

    /** The paper that a customer's or supplier's return came with at receiving. */
    String receivingAdjustment(String number) {
        return reference("adjustment", Source.RECEIVING.wireName() + "/", number);
    }

    /** An event: the same for the same entry for ever. */
    String event(Entry entry) {
        return urn(entry.eventId());
    }

    /** What is right instead of an entry after its correction. */
    String corrected(Entry entry, Entry correction) {
        return urn(entry.eventId() + "|" + correction.eventId());
    }

    /** An assembly as it was known after this entry. */
    String assembly(String number, Entry last) {
        return urn("assembly|" + number + "|" + last.eventId());
    }

    private String urn(String name) {
        return "urn:uuid:" + version5(version5(URL_NAMESPACE, base + "/epcis/event"), name);
    }

    private static String lower(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Percent-encoded as one segment of a path (RFC 3986). */
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (one & 0xFF);
            if (character < 128 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0)) {
                encoded.append(character);
            } else {
                encoded.append('%').append(String.format("%02X", one & 0xFF));
            }
        }
        return encoded.toString();
    }

    private static UUID version5(UUID namespace, String name) {
        MessageDigest sha1;
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long most = (hash.getLong() & ~0xF000L) | 0x5000L;
        long least = (hash.getLong() & ~0xC000_0000_0000_0000L) | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }
}

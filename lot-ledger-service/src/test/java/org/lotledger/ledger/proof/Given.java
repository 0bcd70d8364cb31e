package org.lotledger.ledger.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lotledger.events.PublicEvent;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;

/** Announcements as writers keep them. */
final class Given {
    private Given() {}

    static Announcement announcement(TestAnnouncer announcer, LotDraft draft) {
        return announcement(announcer.announce(draft));
    }

    static Announcement announcement(TestAnnouncer.Announced announced) {
        PublicEvent event = announced.event();
        return Announcement.of(
                Source.byWireName(announced.source()).orElseThrow(),
                event.key(),
                announced.sequence(),
                event.type().topic().wireName(),
                event.type().wireName(),
                sha256(announced.body()),
                announced.body());
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

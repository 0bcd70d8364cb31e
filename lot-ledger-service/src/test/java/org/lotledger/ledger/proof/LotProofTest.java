package org.lotledger.ledger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.LotEvent;
import org.lotledger.events.Quantity;
import org.lotledger.events.Source;
import org.lotledger.ledger.LotDraft;
import org.lotledger.ledger.TestAnnouncer;
import org.lotledger.ledger.TestLot;
import org.lotledger.ledger.lot.LotTotals;
import org.lotledger.ledger.lot.Movement;
import org.lotledger.ledger.proof.Difference.Kind;
import org.lotledger.ledger.proof.LedgerEvent.Sum;

/**
 * Goal: each kind of harm to a lot is found and named, and nothing else. Method: a small honest ledger of one lot, in which
 * a test changes one thing; what stands in PostgreSQL's window functions is folded here by hand.
 */
class LotProofTest {
    private static final TestLot LOT = TestLot.of("GAUZE-10", "A");
    private static final String KEY = LOT.id().toString();
    private static final Instant LAG_SINCE = LotDraft.NOON.plusSeconds(3_600);

    private final TestAnnouncer announcer = new TestAnnouncer();
    private final List<Announcement> announced = new ArrayList<>();
    private LedgerLot lot;
    private List<LedgerEvent> rows = new ArrayList<>();

    LotProofTest() {
        // In the order of arrival; shipping's second is decided on receiving's second.
        add(LotDraft.received(LOT, "10").at("MAIN").expires(LocalDate.of(2030, 6, 30)));
        add(LotDraft.shipped(LOT, "4").at("MAIN").basedOn(Source.RECEIVING, 1));
        add(LotDraft.hold(LOT, AdjustmentReason.HOLD, "H-1"));
        add(LotDraft.received(LOT, "5").at("WEST"));
        add(LotDraft.shipped(LOT, "2").at("WEST").basedOn(Source.RECEIVING, 2));
        project();
    }

    @Test
    void an_honest_ledger_has_no_difference() {
        assertThat(compare()).isEmpty();
    }

    @Test
    void a_changed_total_is_found() {
        lot = withReceived(Quantity.of("16"));
        assertThat(compare())
                .containsExactly(new Difference(Kind.TOTAL, KEY, null, null, null, "received", "15", "16"));
    }

    @Test
    void a_changed_place_is_found_with_its_name() {
        lot = withPlaces(Map.of("MAIN", Quantity.of("6"), "WEST", Quantity.of("4")));
        assertThat(compare())
                .containsExactly(new Difference(Kind.LOCATION_BALANCE, KEY, null, null, "WEST", "onHand", "3", "4"));
    }

    @Test
    void a_missing_row_is_found() {
        remove(row("receiving", 2));
        assertThat(compare())
                .contains(new Difference(
                        Kind.EVENT_MISSING,
                        KEY,
                        "receiving",
                        2L,
                        "WEST",
                        "an event in the history",
                        id("receiving", 2),
                        null));
    }

    @Test
    void a_doubled_row_is_found() {
        LedgerEvent one = row("shipping", 1);
        rows.add(change(one, r -> with(r, 6, r.content(), r.running())));
        assertThat(compare())
                .containsExactly(new Difference(
                        Kind.EVENT_DOUBLED,
                        KEY,
                        "shipping",
                        1L,
                        "MAIN",
                        "an event in the history",
                        "once",
                        "again at position 6"));
    }

    @Test
    void a_row_that_nobody_announced_is_found() {
        LedgerEvent one = row("shipping", 2);
        rows.add(new LedgerEvent(
                KEY, "shipping", 3, 6, one.content(), one.running(), one.place(), true, false, one.seenBefore()));
        assertThat(compare()).extracting(Difference::kind).containsExactly(Kind.EVENT_UNANNOUNCED);
    }

    @Test
    void two_rows_of_a_source_in_the_wrong_order_are_found() {
        long first = row("receiving", 1).position();
        long second = row("receiving", 2).position();
        replace("receiving", 1, r -> with(r, second, r.content(), r.running()));
        replace("receiving", 2, r -> with(r, first, r.content(), r.running()));
        assertThat(compare())
                .containsExactly(new Difference(
                        Kind.EVENT_ORDER, KEY, "receiving", 2L, "WEST", "position in the history", "after 4", "1"));
    }

    @Test
    void a_row_before_what_it_was_decided_on_is_found() {
        replace(
                "shipping",
                2,
                r -> new LedgerEvent(
                        KEY,
                        r.source(),
                        r.sequence(),
                        r.position(),
                        r.content(),
                        r.running(),
                        r.place(),
                        true,
                        false,
                        Map.of("receiving", 1L)));
        assertThat(compare())
                .containsExactly(new Difference(
                        Kind.EVENT_BEFORE_CAUSE,
                        KEY,
                        "shipping",
                        2L,
                        "WEST",
                        "events of receiving before it",
                        "up to 2",
                        "up to 1"));
    }

    @Test
    void a_changed_quantity_is_found_once_with_both_values() {
        LedgerEvent.Content before = row("receiving", 1).content();
        replace("receiving", 1, r -> with(r, r.position(), quantity(before, "11"), r.running()));
        assertThat(compare())
                .containsExactly(
                        new Difference(Kind.EVENT_CONTENT, KEY, "receiving", 1L, "MAIN", "quantityChange", "10", "11"));
    }

    @Test
    void a_changed_running_balance_is_found_where_it_is() {
        replace(
                "shipping",
                1,
                r -> with(
                        r,
                        r.position(),
                        r.content(),
                        new Sum(Quantity.of("7"), r.running().ofRows(), Quantity.of("-3"))));
        assertThat(compare())
                .containsExactly(new Difference(
                        Kind.RUNNING_BALANCE, KEY, "shipping", 1L, "MAIN", "running balance at position 2", "6", "7"));
    }

    @Test
    void a_changed_or_lost_place_balance_is_found_where_it_is() {
        replace("shipping", 1, r -> withPlace(r, new Sum(Quantity.of("7"), Quantity.of("6"), Quantity.of("-3"))));
        replace("shipping", 2, r -> withPlace(r, null));
        assertThat(compare())
                .containsExactly(
                        new Difference(
                                Kind.PLACE_BALANCE,
                                KEY,
                                "shipping",
                                1L,
                                "MAIN",
                                "balance of the place at position 2",
                                "6",
                                "7"),
                        new Difference(
                                Kind.PLACE_BALANCE,
                                KEY,
                                "shipping",
                                2L,
                                "WEST",
                                "balance of the place at position 5",
                                "a number",
                                null));
    }

    @Test
    void a_changed_date_hold_field_and_a_balance_below_zero_are_found() {
        lot = new LedgerLot(
                KEY,
                LOT.itemCode(),
                LOT.lotNumber().value(),
                "KG",
                lot.totals(),
                lot.onHand(),
                LocalDate.of(2031, 1, 1),
                lot.firstReceivedAt(),
                lot.occurredAtMax(),
                lot.recordedAtMax(),
                9,
                lot.applied(),
                lot.places(),
                Map.of(),
                2);
        assertThat(compare())
                .containsExactly(
                        new Difference(Kind.HOLD, KEY, null, null, null, "hold H-1", "HOLD, in force", null),
                        new Difference(
                                Kind.EXPIRATION_DATE,
                                KEY,
                                null,
                                null,
                                null,
                                "expirationDate",
                                "2030-06-30",
                                "2031-01-01"),
                        new Difference(Kind.LOT_FIELD, KEY, null, null, null, "number of events", "5", "9"),
                        new Difference(Kind.LOT_FIELD, KEY, null, null, null, "unit", "EA", "KG"),
                        new Difference(
                                Kind.BELOW_ZERO, KEY, null, null, null, "balances that fell below zero", "0", "2"));
    }

    @Test
    void a_wrong_hash_or_number_of_the_last_event_applied_is_found() {
        Map<String, LedgerLot.Applied> applied = new HashMap<>(lot.applied());
        applied.put("receiving", new LedgerLot.Applied(2, "00"));
        applied.put("item-catalog", new LedgerLot.Applied(7, "11"));
        lot = withApplied(applied);
        assertThat(compare())
                .containsExactlyInAnyOrder(
                        new Difference(
                                Kind.POSITION,
                                KEY,
                                "receiving",
                                2L,
                                null,
                                "hash of the last event applied",
                                announced.get(3).hash(),
                                "00"),
                        new Difference(
                                Kind.POSITION,
                                KEY,
                                "item-catalog",
                                7L,
                                null,
                                "the last event applied, by what is announced",
                                "at most 1",
                                "7"));
    }

    @Test
    void a_lot_that_nobody_announced_is_found_once() {
        announced.clear();
        assertThat(compare())
                .containsExactly(new Difference(
                        Kind.LOT_UNANNOUNCED, KEY, null, null, null, "a lot of the ledger", null, "GAUZE-10 A"));
    }

    @Test
    void what_was_announced_just_now_is_lag_and_what_was_long_ago_is_not() {
        announced.add(Given.announcement(announcer, LotDraft.shipped(LOT, "1").recorded(LAG_SINCE)));
        assertThat(compare()).isEmpty();
        announced.removeLast();
        announced.add(Given.announcement(
                new TestAnnouncer().announce(LotDraft.hold(TestLot.of("OTHER", "B"), AdjustmentReason.HOLD, "H-2"))));
        announced.removeLast();
        TestAnnouncer other = new TestAnnouncer();
        List<Announcement> onlyAnnounced = List.of(
                Given.announcement(other, LotDraft.received(LOT, "1").recorded(LAG_SINCE.minusNanos(1_000))),
                Given.announcement(other, LotDraft.received(LOT, "1").recorded(LAG_SINCE)));
        List<Difference> found = new ArrayList<>();
        LotProof proof = new LotProof(KEY, null, true, LAG_SINCE, found::add);
        onlyAnnounced.forEach(proof::announced);
        proof.finish();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().kind()).isEqualTo(Kind.NOT_APPLIED);
        assertThat(found.getFirst().sequence()).isEqualTo(1);
        assertThat(found.getFirst().actual()).isEqualTo("0");
    }

    @Test
    void a_gap_and_a_break_and_a_wrong_hash_in_a_writers_chain_are_found() {
        Announcement second = announced.get(3);
        Announcement elsewhere = Given.announcement(
                new TestAnnouncer(), LotDraft.received(LOT, "77").at("MAIN"));
        announced.set(
                0,
                new Announcement(
                        Source.RECEIVING,
                        KEY,
                        1,
                        elsewhere.topic(),
                        elsewhere.type(),
                        announced.get(0).hashStored(),
                        elsewhere.hash(),
                        elsewhere.event(),
                        null));
        List<Difference> found = compare();
        assertThat(found)
                .contains(
                        new Difference(
                                Kind.HASH_WRONG,
                                KEY,
                                "receiving",
                                1L,
                                null,
                                "hash that the writer keeps",
                                elsewhere.hash(),
                                announced.get(0).hashStored()),
                        new Difference(
                                Kind.CHAIN_BROKEN,
                                KEY,
                                "receiving",
                                2L,
                                null,
                                "previousHash",
                                elsewhere.hash(),
                                second.event().link().previousHash()))
                .anyMatch(difference -> difference.kind() == Kind.EVENT_CONTENT
                        && difference.actual().equals("10"));
        announced.removeFirst();
        assertThat(compare())
                .contains(new Difference(Kind.SEQUENCE_GAP, KEY, "receiving", 2L, null, "sequence", "1", "2"))
                .extracting(Difference::kind)
                .contains(Kind.EVENT_UNANNOUNCED);
    }

    @Test
    void bytes_that_are_no_event_or_another_one_are_found() {
        Announcement first = announced.get(0);
        announced.set(
                0,
                Announcement.of(Source.RECEIVING, KEY, 1, "lot-events", "LotBlessed.v1", "00", new byte[] {'{', '}'}));
        assertThat(compare())
                .anyMatch(difference -> difference.kind() == Kind.UNREADABLE
                        && difference.detail().equals("the type LotBlessed.v1 is unknown"));
        announced.set(
                0,
                new Announcement(
                        Source.RECEIVING,
                        KEY,
                        1,
                        "catalog-events",
                        first.type(),
                        first.hash(),
                        first.hash(),
                        announced.get(1).event(),
                        null));
        assertThat(compare())
                .filteredOn(difference -> difference.kind() == Kind.UNREADABLE)
                .extracting(Difference::detail)
                .containsExactly("eventId", "topic");
    }

    private void add(LotDraft draft) {
        announced.add(Given.announcement(announcer, draft));
    }

    private List<Difference> compare() {
        List<Difference> found = new ArrayList<>();
        LotProof proof = new LotProof(KEY, lot, !announced.isEmpty(), LAG_SINCE, found::add);
        List<Announcement> left = new ArrayList<>(announced);
        left.sort(
                Comparator.comparing((Announcement a) -> a.source().wireName()).thenComparing(Announcement::sequence));
        List<LedgerEvent> history = new ArrayList<>(rows);
        history.sort(Comparator.comparing(LedgerEvent::source)
                .thenComparing(LedgerEvent::sequence)
                .thenComparing(LedgerEvent::position));
        while (!left.isEmpty() || !history.isEmpty()) {
            if (history.isEmpty() || (!left.isEmpty() && !behind(left.getFirst(), history.getFirst()))) {
                proof.announced(left.removeFirst());
            } else {
                proof.entered(history.removeFirst());
            }
        }
        proof.finish();
        return found;
    }

    private static boolean behind(Announcement announcement, LedgerEvent row) {
        int bySource = announcement.source().wireName().compareTo(row.source());
        return bySource > 0 || (bySource == 0 && announcement.sequence() > row.sequence());
    }

    /** What the ledger makes of the announcements in the order in which they were added. */
    private void project() {
        Movement movement = Movement.NONE;
        Map<String, Quantity> places = new TreeMap<>();
        Map<String, LedgerLot.Applied> applied = new HashMap<>();
        Map<String, Long> seen = new HashMap<>();
        for (Announcement one : announced) {
            LotEvent event = (LotEvent) one.event();
            Quantity change = event.fact().quantityChange();
            movement = movement.then(Movement.of(event));
            String location = event.fact().location();
            Sum place = null;
            if (location != null) {
                Quantity there = places.merge(location, change, Quantity::plus);
                place = new Sum(there, there, change);
            }
            Quantity running = movement.change().onHand();
            rows.add(new LedgerEvent(
                    KEY,
                    one.source().wireName(),
                    one.sequence(),
                    rows.size() + 1,
                    LedgerEvent.Content.of(event),
                    new Sum(running, running, change),
                    place,
                    true,
                    false,
                    Map.copyOf(seen)));
            seen.put(one.source().wireName(), one.sequence());
            applied.put(one.source().wireName(), new LedgerLot.Applied(one.sequence(), one.hash()));
        }
        lot = new LedgerLot(
                KEY,
                LOT.itemCode(),
                LOT.lotNumber().value(),
                "EA",
                movement.change(),
                movement.change().onHand(),
                movement.expirationDate(),
                movement.receivedAt(),
                movement.occurredAtMax(),
                movement.recordedAtMax(),
                rows.size(),
                applied,
                places,
                movement.holds(),
                0);
    }

    private LedgerLot withReceived(Quantity received) {
        var totals = lot.totals();
        return copy(
                new LotTotals(received, totals.shipped(), totals.returned(), totals.adjusted(), totals.inTransit()),
                lot.applied(),
                lot.places());
    }

    private LedgerLot withPlaces(Map<String, Quantity> places) {
        return copy(lot.totals(), lot.applied(), places);
    }

    private LedgerLot withApplied(Map<String, LedgerLot.Applied> applied) {
        return copy(lot.totals(), applied, lot.places());
    }

    private LedgerLot copy(LotTotals totals, Map<String, LedgerLot.Applied> applied, Map<String, Quantity> places) {
        return new LedgerLot(
                KEY,
                lot.itemCode(),
                lot.lotNumber(),
                lot.unit(),
                totals,
                lot.onHand(),
                lot.expirationDate(),
                lot.firstReceivedAt(),
                lot.occurredAtMax(),
                lot.recordedAtMax(),
                lot.transactionCount(),
                applied,
                places,
                lot.holds(),
                lot.belowZeroCount());
    }

    private LedgerEvent row(String source, long sequence) {
        return rows.stream()
                .filter(row -> row.source().equals(source) && row.sequence() == sequence)
                .findFirst()
                .orElseThrow();
    }

    private void remove(LedgerEvent row) {
        rows.remove(row);
    }

    private void replace(String source, long sequence, UnaryOperator<LedgerEvent> change) {
        LedgerEvent row = row(source, sequence);
        rows = new ArrayList<>(rows.stream()
                .map(other -> other == row ? change.apply(row) : other)
                .toList());
    }

    private static LedgerEvent change(LedgerEvent row, UnaryOperator<LedgerEvent> change) {
        return change.apply(row);
    }

    private static LedgerEvent with(LedgerEvent row, long position, LedgerEvent.Content content, Sum running) {
        return new LedgerEvent(
                KEY,
                row.source(),
                row.sequence(),
                position,
                content,
                running,
                row.place(),
                row.clocksFit(),
                row.afterGap(),
                row.seenBefore());
    }

    private static LedgerEvent withPlace(LedgerEvent row, Sum place) {
        return new LedgerEvent(
                KEY,
                row.source(),
                row.sequence(),
                row.position(),
                row.content(),
                row.running(),
                place,
                row.clocksFit(),
                row.afterGap(),
                row.seenBefore());
    }

    private static LedgerEvent.Content quantity(LedgerEvent.Content of, String quantity) {
        return new LedgerEvent.Content(
                of.type(),
                of.reason(),
                Quantity.of(quantity),
                of.location(),
                of.documentType(),
                of.documentNumber(),
                of.documentLine(),
                of.partyRole(),
                of.partyCode(),
                of.partyName(),
                of.partyGln(),
                of.references(),
                of.reasonText(),
                of.occurredAt(),
                of.recordedAt(),
                of.actor(),
                of.corrects());
    }

    private static String id(String source, long sequence) {
        return source + "." + KEY + "." + sequence;
    }
}

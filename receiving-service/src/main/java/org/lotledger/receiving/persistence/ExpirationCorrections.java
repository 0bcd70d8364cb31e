package org.lotledger.receiving.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.LotEvent;
import org.lotledger.events.LotFact;
import org.lotledger.eventsourcing.rest.Command;
import org.lotledger.eventsourcing.store.Aggregate;
import org.lotledger.eventsourcing.store.EventId;
import org.lotledger.eventsourcing.store.EventStore;
import org.lotledger.eventsourcing.store.EventStore.Appended;
import org.lotledger.eventsourcing.store.JsonEventCodec;
import org.lotledger.eventsourcing.store.LostAnnouncement;
import org.lotledger.eventsourcing.store.Stamp;
import org.lotledger.receiving.catalog.Catalog;
import org.lotledger.receiving.lot.ExpirationCommand;
import org.lotledger.receiving.lot.ExpirationCommand.CorrectExpiration;
import org.lotledger.receiving.lot.ExpirationCorrection;
import org.lotledger.receiving.lot.ExpirationDecider;
import org.lotledger.receiving.lot.ExpirationEvent;
import org.lotledger.receiving.lot.ExpirationEvent.ExpirationCorrected;
import org.lotledger.receiving.lot.LotFacts;
import org.lotledger.receiving.lot.LotRef;
import org.lotledger.receiving.lot.Moment;
import org.lotledger.receiving.messaging.ExpirationAnnouncements;

/** Corrections of expiration dates: facts, decision, event and effect, in the caller's transaction. */
@ApplicationScoped
public class ExpirationCorrections {
    private final Aggregate<ExpirationCommand, ExpirationCorrection, ExpirationEvent> corrections;
    private final EventStore store;
    private final CatalogCopies catalog;
    private final LotRows lotRows;
    private final LotKnowledge lots;
    private final Moments moments;

    public ExpirationCorrections(
            EventStore store,
            CatalogCopies catalog,
            LotRows lotRows,
            LotKnowledge lots,
            Moments moments,
            Aggregate<ExpirationCommand, ExpirationCorrection, ExpirationEvent> corrections) {
        this.corrections = corrections;
        this.store = store;
        this.catalog = catalog;
        this.lotRows = lotRows;
        this.lots = lots;
        this.moments = moments;
    }

    @Produces
    @Singleton
    static Aggregate<ExpirationCommand, ExpirationCorrection, ExpirationEvent> aggregate(ObjectMapper json) {
        return new Aggregate<>(
                "expiration-correction",
                new ExpirationDecider(),
                new JsonEventCodec<>(
                        json, Map.of("expiration-corrected.v1", ExpirationEvent.ExpirationCorrected.class)),
                ExpirationAnnouncements::of);
    }

    /** Makes the command once the facts are known. */
    public interface Correcting {
        CorrectExpiration with(String correctionNumber, Catalog catalog, LotFacts facts, Moment moment);
    }

    /** What a correction did, and the public event it made. */
    public record Made(ExpirationCorrected corrected, EventId eventId) {}

    /** Puts the date of a lot right; null when it was right already. */
    public Uni<@Nullable Made> correct(Command command, LotRef lot, Correcting correcting) {
        return catalog.require(command, List.of(lot.itemCode()), List.of())
                .flatMap(known -> lots.lock(command.transaction(), List.of(lot), List.of())
                        .flatMap(facts -> nextNumber(command.transaction())
                                .flatMap(number ->
                                        correct(command, correcting.with(number, known, facts, moments.of(command))))));
    }

    private Uni<String> nextNumber(SqlConnection tx) {
        return tx.query("select nextval('expiration_correction_number')")
                .execute()
                .map(rows -> "X-" + rows.iterator().next().getLong(0))
                // Numbers may be taken ahead of the sequence, by corrections that were lost with an older store.
                .flatMap(number -> store.load(tx, corrections, number)
                        .flatMap(taken -> taken.exists()
                                ? nextNumber(tx)
                                : Uni.createFrom().item(number)));
    }

    /** Makes a correction again that the store had lost: all of it stands in its public event, but the date before. */
    Uni<Void> takeBack(SqlConnection tx, LostAnnouncement<LotEvent> lost, @Nullable LocalDate dateBefore) {
        LotFact fact = lost.event().fact();
        String number = fact.document().number();
        ExpirationCorrected corrected = new ExpirationCorrected(
                number,
                new LotRef(fact.itemCode(), fact.lotNumber()),
                fact.unit(),
                fact.expirationDate(),
                dateBefore,
                Objects.requireNonNullElse(fact.reasonText(), ""),
                fact.corrects(),
                fact.occurredAt(),
                fact.recordedAt());
        Stamp stamp = new Stamp(fact.recordedAt(), fact.actor());
        return store.load(tx, corrections, number)
                .flatMap(none -> store.takeBack(tx, corrections, number, none, corrected, lost, stamp))
                .flatMap(made -> lotRows.date(
                        tx,
                        corrected,
                        EventId.parse(lost.event().link().eventId()).orElseThrow()));
    }

    private Uni<@Nullable Made> correct(Command command, CorrectExpiration correct) {
        SqlConnection tx = command.transaction();
        return store.load(tx, corrections, correct.correctionNumber())
                .flatMap(none -> store.execute(
                        tx,
                        corrections,
                        correct.correctionNumber(),
                        none,
                        correct,
                        command.stamp(correct.moment().recordedAt(correct.facts())),
                        command.traceParent()))
                .flatMap(appended -> date(tx, appended));
    }

    private Uni<@Nullable Made> date(SqlConnection tx, Appended<ExpirationCorrection> appended) {
        return switch (appended.document().state()) {
            case ExpirationCorrection.None none -> Uni.createFrom().nullItem();
            case ExpirationCorrection.Made(var corrected) -> {
                Made made = new Made(corrected, appended.announced().getLast());
                yield lotRows.date(tx, corrected, made.eventId()).replaceWith(made);
            }
        };
    }
}

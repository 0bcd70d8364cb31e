package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.lotledger.ledger.notice.KnownLot;
import org.lotledger.ledger.notice.LookAlike;
import org.lotledger.ledger.notice.LotRange;
import org.lotledger.ledger.notice.Notice;

/** Finds the lots that a notice could mean, by the indexes of lot numbers; what it does mean is judged elsewhere. */
@ApplicationScoped
public class NoticeLots {
    /** Lots that one notice could mean; a range of a hundred thousand lots is no work for a person. */
    public static final int LOTS_MAX = 10_000;

    private final Pool pool;

    public NoticeLots(Pool pool) {
        this.pool = pool;
    }

    /** Lots that are named word by word first, then look-alikes, then the kinds of ranges; one more than {@link #LOTS_MAX} tells that there are more. */
    public Uni<List<KnownLot>> candidates(Notice notice) {
        String[] phrases = notice.phrases().keySet().toArray(String[]::new);
        String[] lookAlikes = notice.phrases().keySet().stream()
                .map(LookAlike::of)
                .filter(seen -> !seen.isEmpty())
                .distinct()
                .toArray(String[]::new);
        return pool.preparedQuery(StatementCache.PLANNED_FOR_ITS_VALUES + """
                        with meant as (
                            select l.lot_id, 1 as rank
                            from unnest($1::text[]) n (phrase)
                            join lot l on l.lot_number = n.phrase
                            union all
                            select l.lot_id, 2
                            from unnest($2::text[]) n (seen)
                            join lot l
                                on translate(upper(l.lot_number collate "pg_c_utf8"), 'OIL -/._%#:' || chr(160), '011') = n.seen
                            union all
                            select l.lot_id, 3
                            from unnest($3::text[], $4::text[]) r (least, greatest)
                            join lot l on l.lot_number between r.least and r.greatest
                                and length(l.lot_number) = length(r.least)
                        )
                        select l.lot_id, l.item_code, l.lot_number, l.expiration_date
                        from (select lot_id, min(rank) as rank from meant group by lot_id) m
                        join lot l on l.lot_id = m.lot_id
                        where l.transaction_count > 0
                        order by m.rank, l.lot_number, l.item_code
                        limit $5""")
                .execute(Tuple.of(
                        phrases,
                        lookAlikes,
                        notice.lotRanges().stream().map(LotRange::least).toArray(String[]::new),
                        notice.lotRanges().stream().map(LotRange::greatest).toArray(String[]::new),
                        LOTS_MAX + 1))
                .map(rows -> {
                    List<KnownLot> lots = new ArrayList<>(rows.size());
                    rows.forEach(row -> lots.add(new KnownLot(
                            row.getUUID("lot_id"),
                            row.getString("item_code"),
                            row.getString("lot_number"),
                            row.getLocalDate("expiration_date"))));
                    return lots;
                });
    }
}

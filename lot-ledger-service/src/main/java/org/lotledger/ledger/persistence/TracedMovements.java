package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lotledger.ledger.fsma.Place;
import org.lotledger.ledger.fsma.Sheet;
import org.lotledger.ledger.fsma.TracedMovement;

/** Reads the movements that the food traceability rule wants records of. */
@ApplicationScoped
public class TracedMovements {
    /** Rows that are in memory at once. */
    private static final int PAGE_ROWS = 1_000;

    private final Pool pool;

    public TracedMovements(Pool pool) {
        this.pool = pool;
    }

    /**
     * Which movements; what is null does not narrow them. Lots without a number have no traceability lot code.
     *
     * @param from the earliest time of happening
     * @param to the latest time of happening
     * @param zone the calendar that says on which day it was
     */
    public record Asked(
            @Nullable UUID lotId,
            @Nullable String itemCode,
            @Nullable Instant from,
            @Nullable Instant to,
            ZoneId zone) {}

    /**
     * Hands over the movements as they are at one moment, sheet by sheet in the order of {@link Sheet}, and in each as
     * they happened; the next ones come when the last have been taken.
     */
    public Uni<Void> read(Asked asked, Function<List<TracedMovement>, Uni<Void>> take) {
        return Snapshot.read(
                pool,
                tx -> tx.prepare(StatementCache.PLANNED_FOR_ITS_VALUES + QUERY).flatMap(statement -> {
                    Cursor cursor = statement.cursor(Tuple.tuple()
                            .addUUID(asked.lotId())
                            .addString(asked.itemCode())
                            .addOffsetDateTime(time(asked.from()))
                            .addOffsetDateTime(time(asked.to()))
                            .addString(asked.zone().getId())
                            .addArrayOfString(Arrays.stream(Sheet.values())
                                    .map(Sheet::name)
                                    .toArray(String[]::new)));
                    return Multi.createBy()
                            .repeating()
                            .uni(() -> cursor.read(PAGE_ROWS))
                            .whilst(rows -> cursor.hasMore())
                            .onItem()
                            .transformToUniAndConcatenate(rows -> {
                                List<TracedMovement> page = new ArrayList<>(rows.size());
                                rows.forEach(row -> page.add(movement(row)));
                                return take.apply(page).replaceWith(true);
                            })
                            .collect()
                            .last()
                            .call(cursor::close)
                            .replaceWithVoid();
                }));
    }

    private static final String QUERY = """
            with chosen as (
                select lot_id, item_code, lot_number, expiration_date, unit
                from lot l
                where lot_number is not null
                and ($1::uuid is null or lot_id = $1)
                and ($2::text is null or item_code = $2)
                and ($1::uuid is not null or $2::text is not null or exists (
                    select from lot_transaction t
                    where t.lot_id = l.lot_id
                    and ($3::timestamptz is null or t.occurred_at >= $3)
                    and ($4::timestamptz is null or t.occurred_at <= $4)))
            ), moved as (
                select t.*, c.item_code, c.lot_number, c.expiration_date, c.unit,
                    case
                        when t.type = 'LotReceived' or t.reason in ('CUSTOMER_RETURN', 'TRANSFER_IN', 'RECEIPT_CORRECTION')
                            then 'RECEIVING'
                        when t.type = 'LotShipped' or t.reason in ('SUPPLIER_RETURN', 'TRANSFER_OUT', 'SHIPMENT_CORRECTION')
                            then 'SHIPPING'
                        when t.reason in ('ASSEMBLY_ISSUE', 'ASSEMBLY_UNISSUE') then 'TRANSFORMATION_INPUT'
                        when t.reason = 'ASSEMBLY_OUTPUT' then 'TRANSFORMATION_OUTPUT'
                    end as sheet
                from lot_transaction t
                join chosen c on c.lot_id = t.lot_id
                where t.quantity_change <> 0
            ), other_end as (
                select distinct on (lot_id, kind, number) *
                from (
                    select lot_id, 'TRANSFER_IN' as kind, coalesce("references" ->> 'transfer', document_number) as number,
                        location as code, null as name, null as gln, position
                    from moved where reason = 'TRANSFER_OUT'
                    union all
                    select lot_id, 'RECEIPT_CORRECTION', document_number, party_code, party_name, party_gln, position
                    from moved where type = 'LotReceived'
                    union all
                    select lot_id, 'SHIPMENT_CORRECTION', document_number, party_code, party_name, party_gln, position
                    from moved where type = 'LotShipped') e
                order by lot_id, kind, number, position
            ), source as (
                select distinct on (lot_id) lot_id, "references" ->> 'tlcSource' as tlc_source
                from moved
                where type = 'LotReceived' and "references" ->> 'tlcSource' is not null
                order by lot_id, position
            )
            select m.sheet, m.item_code, i.gtin, coalesce(i.description, m.item_code) as product, m.lot_number,
                m.expiration_date, m.quantity_change, m.unit, m.location, m.reason,
                h.name as here_name, h.gln as here_gln, h.address as here_address,
                e.place as there_place, t.name as there_name, t.gln as there_gln, t.address as there_address,
                coalesce(m.party_code, o.code) as party_code,
                coalesce(m.party_name, o.name) as party_name,
                coalesce(m.party_gln, o.gln) as party_gln,
                (m.occurred_at at time zone $5)::date as day,
                m.document_type || ' ' || m.document_number as document,
                case
                    when m.reason = 'RECEIPT_CORRECTION' then 'RECEIPT ' || (m."references" ->> 'receipt')
                    when m.reason = 'SHIPMENT_CORRECTION' then 'SHIPMENT ' || (m."references" ->> 'shipment')
                end as corrected,
                case when m.sheet like 'TRANSFORMATION%' then m."references" ->> 'assembly' end as transformation,
                coalesce(m."references" ->> 'tlcSource', s.tlc_source) as tlc_source
            from moved m
            left join other_end o on o.lot_id = m.lot_id and o.kind = m.reason and o.number = case m.reason
                when 'TRANSFER_IN' then m."references" ->> 'transfer'
                when 'RECEIPT_CORRECTION' then m."references" ->> 'receipt'
                when 'SHIPMENT_CORRECTION' then m."references" ->> 'shipment'
            end
            left join source s on s.lot_id = m.lot_id
            left join item i on i.item_code = m.item_code
            left join location h on h.location = m.location
            cross join lateral (select case m.reason
                when 'TRANSFER_OUT' then m."references" ->> 'toLocation'
                when 'TRANSFER_IN' then o.code
            end as place) e
            left join location t on t.location = e.place
            where m.sheet is not null
            and ($3::timestamptz is null or m.occurred_at >= $3)
            and ($4::timestamptz is null or m.occurred_at <= $4)
            order by array_position($6::text[], m.sheet), m.occurred_at, m.lot_id, m.position""";

    private static TracedMovement movement(Row row) {
        return new TracedMovement(
                Sheet.valueOf(row.getString("sheet")),
                row.getString("item_code"),
                row.getString("gtin"),
                row.getString("product"),
                row.getString("lot_number"),
                row.getLocalDate("expiration_date"),
                row.getBigDecimal("quantity_change"),
                row.getString("unit"),
                place(row, "here", row.getString("location")),
                there(row),
                row.getLocalDate("day"),
                row.getString("document"),
                row.getString("transformation"),
                row.getString("corrected"),
                row.getString("tlc_source"));
    }

    private static Place there(Row row) {
        String place = row.getString("there_place");
        String partner = row.getString("party_code");
        if (place != null) {
            return place(row, "there", place);
        }
        return partner == null
                ? Place.UNKNOWN
                : Place.partner(partner, row.getString("party_name"), row.getString("party_gln"));
    }

    private static Place place(Row row, String which, String code) {
        var address = row.getJsonObject(which + "_address");
        return new Place(
                code,
                row.getString(which + "_name"),
                row.getString(which + "_gln"),
                address == null ? null : address.getString("phone"),
                address == null ? null : address.getString("street"),
                address == null ? null : address.getString("city"),
                address == null ? null : address.getString("state"),
                address == null ? null : address.getString("postalCode"),
                address == null ? null : address.getString("country"));
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}

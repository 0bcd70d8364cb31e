package org.lotledger.ledger.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.lotledger.events.Address;
import org.lotledger.events.AdjustmentReason;
import org.lotledger.events.DocumentRef;
import org.lotledger.events.DocumentType;
import org.lotledger.events.Party;
import org.lotledger.events.PartyRole;
import org.lotledger.events.Quantity;
import org.lotledger.ledger.lot.Entry;
import org.lotledger.ledger.lot.LotMaster;
import org.lotledger.ledger.lot.Place;

/** Reads lines of histories, and what their lots and places are, for exports. */
final class Entries {
    /** What an entry is read from; the table is called t. */
    static final String COLUMNS = """
            t.lot_id, t.source, t.sequence, t.type, t.reason, t.quantity_change, t.location, t.document_type,
            t.document_number, t.document_line, t.party_role, t.party_code, t.party_name, t.party_gln, t."references",
            t.occurred_at, t.recorded_at, t.corrects""";

    private Entries() {}

    static List<Entry> of(RowSet<Row> rows) {
        List<Entry> entries = new ArrayList<>(rows.size());
        rows.forEach(row -> entries.add(entry(row)));
        return entries;
    }

    private static Entry entry(Row row) {
        String reason = row.getString("reason");
        return new Entry(
                row.getUUID("lot_id"),
                row.getString("source"),
                row.getLong("sequence"),
                row.getString("type"),
                reason == null ? null : AdjustmentReason.valueOf(reason),
                new Quantity(row.getBigDecimal("quantity_change")),
                row.getString("location"),
                new DocumentRef(
                        DocumentType.valueOf(row.getString("document_type")),
                        row.getString("document_number"),
                        row.getInteger("document_line")),
                party(row),
                references(row.getJsonObject("references")),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getString("corrects"));
    }

    private static @Nullable Party party(Row row) {
        String role = row.getString("party_role");
        return role == null
                ? null
                : new Party(
                        PartyRole.valueOf(role),
                        row.getString("party_code"),
                        row.getString("party_name"),
                        row.getString("party_gln"));
    }

    private static Map<String, String> references(JsonObject json) {
        Map<String, String> references = new TreeMap<>();
        json.forEach(reference -> references.put(reference.getKey(), (String) reference.getValue()));
        return references;
    }

    static Uni<Map<UUID, LotMaster>> lots(SqlClient client, Collection<UUID> ids) {
        return client.preparedQuery("""
                        select l.lot_id, l.item_code, l.lot_number, l.unit, l.expiration_date, i.description, i.gtin_14
                        from lot l
                        left join item i on i.item_code = l.item_code
                        where l.lot_id = any ($1)""")
                .execute(Tuple.of(ids.stream().distinct().toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, LotMaster> lots = new HashMap<>();
                    rows.forEach(row -> lots.put(
                            row.getUUID("lot_id"),
                            new LotMaster(
                                    row.getUUID("lot_id"),
                                    row.getString("item_code"),
                                    row.getString("lot_number"),
                                    row.getString("unit"),
                                    row.getLocalDate("expiration_date"),
                                    row.getString("description"),
                                    row.getString("gtin_14"))));
                    return lots;
                });
    }

    static Uni<Map<String, Place>> places(SqlClient client, Collection<String> codes) {
        return client.preparedQuery("""
                        select location, name, gln, address ->> 'street' as street, address ->> 'city' as city,
                            address ->> 'state' as state, address ->> 'postalCode' as postal_code,
                            address ->> 'country' as country, address ->> 'phone' as phone
                        from location
                        where location = any ($1)""")
                .execute(Tuple.of(codes.stream().distinct().toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Place> places = new HashMap<>();
                    rows.forEach(row -> places.put(row.getString("location"), place(row)));
                    return places;
                });
    }

    private static Place place(Row row) {
        String street = row.getString("street");
        return new Place(
                row.getString("location"),
                row.getString("name"),
                row.getString("gln"),
                street == null
                        ? null
                        : new Address(
                                street,
                                row.getString("city"),
                                row.getString("state"),
                                row.getString("postal_code"),
                                row.getString("country"),
                                row.getString("phone")));
    }

    /** The places that entries name, where goods were sent to as well. */
    static List<String> placesNamed(Collection<Entry> entries) {
        List<String> codes = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.location() != null) {
                codes.add(entry.location());
            }
            String toLocation = entry.references().get("toLocation");
            if (toLocation != null) {
                codes.add(toLocation);
            }
        }
        return codes;
    }
}

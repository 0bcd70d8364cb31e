-- The ledger is a projection: all of this can be thrown away and comes again from the events. These files name no schema:
-- they make the tables of the schema projection, and those of a rebuild beside it (docs/decisions/0016).

-- What a lot has come to. The only columns that change with every event are not indexed, so that updates stay on
-- their page. on_hand cannot be edited: it is what the totals make it. May fall below zero: the ledger refuses no fact.
create table lot (
    lot_id            uuid             not null,
    item_code         text collate "C" not null,
    lot_number        text collate "C",
    expiration_date   date,
    unit              text             not null,
    received          numeric(21, 6)   not null default 0,
    shipped           numeric(21, 6)   not null default 0,
    returned          numeric(21, 6)   not null default 0,
    adjusted          numeric(21, 6)   not null default 0,
    in_transit        numeric(21, 6)   not null default 0,
    on_hand           numeric(21, 6)   not null generated always as (received - shipped + returned + adjusted - in_transit) stored,
    -- For indexes without on_hand: only an update that empties or fills the lot leaves its page.
    in_stock          boolean          not null generated always as (received - shipped + returned + adjusted - in_transit > 0) stored,
    below_zero        boolean          not null generated always as (received - shipped + returned + adjusted - in_transit < 0) stored,
    first_received_at timestamptz,
    -- Of the holds in force (lot_hold); null if there are none.
    strongest_hold    text,
    -- Of all events so far; null before the first.
    occurred_at_max   timestamptz,
    recorded_at_max   timestamptz,
    transaction_count bigint           not null default 0,
    applied           jsonb            not null default '{}',
    constraint lot_id_unique primary key (lot_id)
) partition by hash (lot_id);

create table lot_location (
    lot_id   uuid             not null,
    location text collate "C" not null,
    on_hand  numeric(21, 6)   not null,
    stocked  boolean          not null generated always as (on_hand <> 0) stored,
    constraint lot_location_unique primary key (lot_id, location)
) partition by hash (lot_id);

-- The history. position counts a lot's events in this ledger's order of arrival; running_balance is the sum up to it.
-- The event's id is <source>.<lot_id>.<sequence> and is not stored again. place_balance is the sum at the event's location,
-- null where it has none. occurred_at_max and recorded_at_max are the latest times of the lot's events up to this one in
-- the order of arrival: they never fall from one position to the next, and an event below its own came late.
create table lot_transaction (
    lot_id          uuid             not null,
    position        bigint           not null,
    source          text             not null,
    sequence        bigint           not null,
    type            text             not null,
    reason          text,
    quantity_change numeric(21, 6)   not null,
    running_balance numeric(21, 6)   not null,
    place_balance   numeric(21, 6),
    location        text collate "C",
    document_type   text             not null,
    document_number text collate "C" not null,
    document_line   int,
    party_role      text,
    party_code      text collate "C",
    party_name      text,
    party_gln       text,
    "references"    jsonb            not null,
    reason_text     text,
    occurred_at     timestamptz      not null,
    recorded_at     timestamptz      not null,
    occurred_at_max timestamptz      not null,
    recorded_at_max timestamptz      not null,
    actor           text             not null,
    corrects        text,
    constraint lot_transaction_position_unique primary key (lot_id, position)
) partition by hash (lot_id);

do $$
begin
    for part in 0..7 loop
        execute format('create table lot_%1$s partition of lot
            for values with (modulus 8, remainder %1$s) with (fillfactor = 70)', part);
        execute format('create table lot_location_%1$s partition of lot_location
            for values with (modulus 8, remainder %1$s) with (fillfactor = 70)', part);
        execute format('create table lot_transaction_%1$s partition of lot_transaction
            for values with (modulus 8, remainder %1$s)', part);
    end loop;
end
$$;

create index lot_by_item on lot (item_code, lot_number);
create index lot_by_number on lot (lot_number, lot_id);
create index lot_by_expiration on lot (expiration_date, lot_id);
create index lot_in_stock_by_expiration on lot (expiration_date, lot_id) include (item_code, unit) where in_stock;
create index lot_in_stock_by_number on lot (lot_number, lot_id) where in_stock;
create index lot_in_stock_by_first_received on lot (first_received_at, lot_id) where in_stock;
create index lot_below_zero on lot (lot_id) where below_zero;
create index lot_held_by_expiration on lot (strongest_hold, expiration_date, lot_id) where strongest_hold is not null;
create index lot_by_first_received on lot (first_received_at, lot_id);
-- Letters of every script in both cases, whatever the locale of the database is.
create index lot_search on lot using gin (
    lower(lot_number collate "pg_c_utf8") gin_trgm_ops,
    lower(item_code collate "pg_c_utf8") gin_trgm_ops);
create index lot_location_by_place on lot_location (location, lot_id);
create index lot_location_stocked on lot_location (location, lot_id) where stocked;
create index lot_transaction_by_time on lot_transaction (lot_id, occurred_at, position);
-- A few of a long history by their kind: deliveries and adjustments. What is left are shipments, most of all rows.
create index lot_transaction_received on lot_transaction (lot_id, occurred_at, position) where type = 'LotReceived';
create index lot_transaction_adjusted on lot_transaction (lot_id, occurred_at, position) where reason is not null;
create index lot_transaction_by_reason on lot_transaction (lot_id, reason, occurred_at, position) where reason is not null;

-- For balances of the past: the last balance of a place before a position, and the few events that came late on a clock.
create index lot_transaction_by_place on lot_transaction (lot_id, location, position) where quantity_change <> 0;
create index lot_transaction_occurred_late on lot_transaction (lot_id, occurred_at_max, occurred_at)
    where occurred_at < occurred_at_max and quantity_change <> 0;
create index lot_transaction_recorded_late on lot_transaction (lot_id, recorded_at_max, recorded_at)
    where recorded_at < recorded_at_max and quantity_change <> 0;

-- Each hold by its id. kind is null only when nothing but the release of the hold is known.
create table lot_hold (
    lot_id   uuid    not null,
    hold_id  text    not null,
    kind     text,
    released boolean not null,
    constraint lot_hold_unique primary key (lot_id, hold_id),
    constraint lot_hold_kind_known check (kind in ('HOLD', 'QUARANTINE', 'RECALL')),
    constraint lot_hold_kind_or_released check (kind is not null or released)
);
create index lot_hold_in_force on lot_hold (lot_id, kind) where not released;

-- A balance below zero after an event: of the lot, or of the lot at one location. There should never be one.
create table discrepancy (
    lot_id          uuid           not null,
    position        bigint         not null,
    event_id        text           not null,
    location        text,
    running_balance numeric(21, 6) not null,
    noticed_at      timestamptz    not null default now(),
    constraint discrepancy_once unique nulls not distinct (lot_id, position, location)
);

-- Copies of what the catalog says; the event with the highest sequence counts.
create table item (
    item_code   text collate "C" not null,
    sequence    bigint           not null,
    description text             not null,
    unit        text             not null,
    gtin        text,
    gtin_14     text generated always as (lpad(gtin, 14, '0')) stored,
    lot_tracked boolean          not null,
    constraint item_code_unique primary key (item_code)
);
create index item_by_gtin on item (gtin_14);

create table location (
    location  text collate "C" not null,
    sequence  bigint           not null,
    name      text             not null,
    gln       text,
    address   jsonb,
    net_stock boolean          not null,
    constraint location_unique primary key (location)
);

-- Genealogy and partners: from an assembly, a corrected receipt or a party to the lots. Most rows are in none but the last.
create index lot_transaction_by_assembly on lot_transaction (("references" ->> 'assembly'), reason, lot_id)
    where reason in ('ASSEMBLY_ISSUE', 'ASSEMBLY_OUTPUT', 'ASSEMBLY_UNISSUE');
create index lot_transaction_by_corrected_receipt on lot_transaction (("references" ->> 'receipt'), lot_id)
    where reason = 'RECEIPT_CORRECTION';
create index lot_transaction_by_entered_again on lot_transaction (("references" ->> 'receipt'), lot_id)
    where type = 'LotReceived' and "references" ->> 'receipt' is not null;
create index lot_transaction_by_party on lot_transaction (party_code, lot_id) where party_code is not null;
-- As LookAlike reads lot numbers: what notices misspell.
create index lot_by_look_alike on lot (
    translate(upper(lot_number collate "pg_c_utf8"), 'OIL -/._%#:' || chr(160), '011'), lot_id);

-- For EPCIS: everything in the order in which it was written down.
create index lot_transaction_by_record on lot_transaction (recorded_at, lot_id);

-- What receiving knows of a lot. The row is what commands and news lock (docs/decisions/0001).
create table lot (
    lot_id             uuid           not null,
    item_code          text           not null,
    lot_number         text,
    look_alike         text collate "C",
    booked             boolean        not null default false,
    expiration_date    date,
    dated_by           text,
    received           boolean        not null default false,
    used               numeric(21, 6) not null default 0,
    given_back         numeric(21, 6) not null default 0,
    latest_occurred_at timestamptz,
    latest_recorded_at timestamptz,
    applied            jsonb          not null default '{}',
    constraint lot_id_unique primary key (lot_id),
    constraint lot_used_not_negative check (used >= 0),
    constraint lot_gives_back_only_what_was_used check (given_back between 0 and used)
) with (fillfactor = 70);
-- Lots of an item whose numbers are easily taken for one another; only of those that were really booked.
create index lot_by_look_alike on lot (item_code, look_alike) where booked;

-- What documents of shipping took of a lot and what may come in again; lies under the lock of the lot row.
-- quantity comes from news and only grows; taken_back is our own. number, not the document's for transfers and
-- assemblies, which several documents share.
create table removal (
    lot_id             uuid             not null,
    kind               text             not null,
    number             text collate "C" not null,
    to_locations       text[]           not null,
    quantity           numeric(21, 6)   not null,
    taken_back         numeric(21, 6)   not null default 0,
    first_occurred_at  timestamptz      not null,
    latest_occurred_at timestamptz      not null,
    latest_recorded_at timestamptz      not null,
    event_id           text             not null,
    constraint removal_unique primary key (lot_id, kind, number),
    constraint removal_kind_known check (kind in ('SHIPMENT', 'TRANSFER', 'ASSEMBLY')),
    constraint removal_takes_back_only_what_left check (taken_back between 0 and quantity)
) with (fillfactor = 70);
create index removal_by_document on removal (kind, number);

-- What came out of assembly runs of each lot; settled is how much of it was found to be a component that came back.
create table assembly_output (
    lot_id   uuid             not null,
    run      text collate "C" not null,
    quantity numeric(21, 6)   not null,
    settled  numeric(21, 6)   not null default 0,
    constraint assembly_output_once primary key (lot_id, run),
    constraint assembly_output_settles_what_came_out check (settled between 0 and quantity)
) with (fillfactor = 70);

-- The beginning balance of a lot at a place, given once.
create table opening_balance (
    lot_id   uuid           not null,
    location text           not null,
    quantity numeric(21, 6) not null,
    constraint opening_balance_once primary key (lot_id, location),
    constraint opening_balance_positive check (quantity > 0)
);

-- For finding receipts; what a receipt is stands in its events.
create table receipt (
    receipt_number text collate "C" not null,
    position       bigint generated always as identity,
    status         text             not null,
    source         text             not null,
    party_code     text,
    item_codes     text[]           not null,
    lot_numbers    text[]           not null,
    reference_values text[]         not null,
    constraint receipt_number_unique primary key (receipt_number)
);
create unique index receipt_by_position on receipt (position);
create index receipt_by_item on receipt using gin (item_codes);
create index receipt_by_lot_number on receipt using gin (lot_numbers);
create index receipt_by_reference on receipt using gin (reference_values);

create table adjustment (
    adjustment_number text collate "C" not null,
    position          bigint generated always as identity,
    constraint adjustment_number_unique primary key (adjustment_number)
);
create unique index adjustment_by_position on adjustment (position);

-- For documents whose number the caller leaves to us.
create sequence receipt_number;
create sequence adjustment_number;
create sequence expiration_correction_number;

-- What receiving knows of a lot. The row is what commands and news lock (docs/decisions/0001).
create table lot (
    lot_id             uuid           not null,
    item_code          text           not null,
    lot_number         text,
    dated              boolean        not null default false,
    expiration_date    date,
    received           boolean        not null default false,
    used               numeric(21, 6) not null default 0,
    latest_occurred_at timestamptz,
    latest_recorded_at timestamptz,
    applied            jsonb          not null default '{}',
    constraint lot_id_unique primary key (lot_id),
    constraint lot_used_not_negative check (used >= 0)
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
    party_code     text             not null,
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

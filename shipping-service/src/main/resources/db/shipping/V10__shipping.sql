-- What shipping knows of a lot. The row is what commands and news lock (docs/decisions/0001).
create table lot (
    lot_id             uuid    not null,
    item_code          text    not null,
    lot_number         text,
    arrived            boolean not null default false,
    expiration_date    date,
    first_received_at  timestamptz,
    latest_occurred_at timestamptz,
    latest_recorded_at timestamptz,
    applied            jsonb   not null default '{}',
    constraint lot_id_unique primary key (lot_id)
) with (fillfactor = 70);
create index lot_by_item on lot (item_code, lot_number);

-- The holds, quarantines and recalls of a lot, also of one that has not come yet; a release is for good. kind is null
-- while only the release has been heard of.
create table lot_hold (
    lot_id   uuid    not null,
    hold_id  text    not null,
    kind     text,
    released boolean not null,
    constraint lot_hold_once primary key (lot_id, hold_id),
    constraint lot_hold_kind_known check (kind in ('HOLD', 'QUARANTINE', 'RECALL')),
    constraint lot_hold_of_a_kind check (released or kind is not null)
);

-- What documents of receiving recorded of a lot, and what was returned to the supplier or corrected of it.
create table recorded (
    lot_id     uuid             not null,
    kind       text             not null,
    number     text collate "C" not null,
    quantity   numeric(21, 6)   not null,
    taken_back numeric(21, 6)   not null default 0,
    event_id   text             not null,
    constraint recorded_once primary key (lot_id, kind, number),
    constraint recorded_kind_known check (kind in ('RECEIPT', 'ADJUSTMENT')),
    constraint recorded_not_taken_back_twice check (taken_back >= 0 and taken_back <= quantity)
);
create index recorded_by_document on recorded (kind, number);

-- A lot at a place. added comes from receiving's news and only grows; removed and reserved are shipping's own.
create table stock (
    lot_id   uuid           not null,
    location text           not null,
    added    numeric(21, 6) not null,
    removed  numeric(21, 6) not null default 0,
    reserved numeric(21, 6) not null default 0,
    constraint stock_once primary key (lot_id, location),
    constraint stock_never_negative check (removed + reserved <= added),
    constraint stock_parts_not_negative check (added >= 0 and removed >= 0 and reserved >= 0)
) with (fillfactor = 70);

-- What pending shipments hold.
create table reservation (
    shipment_number text collate "C" not null,
    line_number     int              not null,
    lot_id          uuid             not null,
    location        text             not null,
    quantity        numeric(21, 6)   not null,
    constraint reservation_once primary key (shipment_number, line_number, lot_id, location),
    constraint reservation_positive check (quantity > 0)
);
create index reservation_by_lot on reservation (lot_id, location);

-- Every change of on hand by the time it happened, for removals that are dated back.
create table stock_movement (
    lot_id          uuid           not null,
    location        text           not null,
    occurred_at     timestamptz    not null,
    quantity_change numeric(21, 6) not null
);
create index stock_movement_by_lot on stock_movement (lot_id, location, occurred_at);

-- For finding shipments; what a shipment is stands in its events.
create table shipment (
    shipment_number  text collate "C" not null,
    position         bigint generated always as identity,
    status           text             not null,
    purpose          text             not null,
    party_code       text,
    item_codes       text[]           not null,
    lot_numbers      text[]           not null,
    reference_values text[]           not null,
    constraint shipment_number_unique primary key (shipment_number)
);
create unique index shipment_by_position on shipment (position);
create index shipment_by_item on shipment using gin (item_codes);
create index shipment_by_lot_number on shipment using gin (lot_numbers);
create index shipment_by_reference on shipment using gin (reference_values);

-- For shipments whose number the caller leaves to us.
create sequence shipment_number;

-- For listing adjustments; what an adjustment is stands in its events.
create table adjustment (
    adjustment_number text collate "C" not null,
    position          bigint generated always as identity,
    constraint adjustment_number_unique primary key (adjustment_number)
);
create unique index adjustment_by_position on adjustment (position);

-- For adjustments whose number the caller leaves to us.
create sequence adjustment_number;

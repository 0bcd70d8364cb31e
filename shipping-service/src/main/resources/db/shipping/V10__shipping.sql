-- What shipping knows of a lot. The row is what commands and news lock (docs/decisions/0001).
create table lot (
    lot_id             uuid    not null,
    item_code          text    not null,
    lot_number         text,
    arrived            boolean not null default false,
    expiration_date    date,
    latest_occurred_at timestamptz,
    latest_recorded_at timestamptz,
    applied            jsonb   not null default '{}',
    constraint lot_id_unique primary key (lot_id)
) with (fillfactor = 70);
create index lot_by_item on lot (item_code, lot_number);

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

-- Every change of on hand by the time it happened, for shipments that are dated back.
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
    party_code       text             not null,
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

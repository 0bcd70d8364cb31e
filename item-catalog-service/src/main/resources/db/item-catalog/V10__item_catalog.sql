-- The items as their last events left them; what GET and the lists read. Can be made anew from the events.
create table item (
    item_code              text collate "C" not null,
    description            text             not null,
    type                   text             not null,
    unit                   text             not null,
    quantity_scale         int              not null,
    gtin                   text,
    manufacturer           text,
    lot_tracked            boolean          not null,
    perishable             boolean          not null,
    shelf_life_days        int,
    minimum_remaining_days int,
    status                 text             not null,
    used_by                text[]           not null,
    version                bigint           not null,
    recorded_at            timestamptz      not null,
    constraint item_code_unique primary key (item_code)
);

-- Which item has a GTIN, as 14 digits. A row is written before the item's event, so that of two who give the same GTIN
-- to different items at the same moment the second waits here and then is refused.
create table item_gtin (
    gtin14    text collate "C" not null,
    item_code text collate "C" not null,
    constraint item_gtin_unique primary key (gtin14)
);

-- The places as their last events left them. Can be made anew from the events.
create table location (
    location    text collate "C" not null,
    name        text             not null,
    gln         text,
    street      text,
    city        text,
    state       text,
    postal_code text,
    country     text,
    phone       text,
    net_stock   boolean          not null,
    version     bigint           not null,
    recorded_at timestamptz      not null,
    constraint location_unique primary key (location)
);

-- The holds as their last events left them. Can be made anew from the events, but for what shipping has acknowledged,
-- which then is told once more. position orders the list.
create table lot_hold (
    hold_id           uuid             not null,
    position          bigint generated always as identity,
    item_code         text collate "C" not null,
    lot_number        text collate "C" not null,
    kind              text             not null,
    reason            text             not null,
    notice            text,
    occurred_at       timestamptz      not null,
    placed_at         timestamptz      not null,
    placed_by         text             not null,
    placing_event     text             not null,
    released_at       timestamptz,
    released_by       text,
    release_reason    text,
    version           bigint           not null,
    event_id          text             not null,
    shipping_knows    text             not null default 'NOTHING',
    shipping_asked_at timestamptz,
    constraint lot_hold_id_unique primary key (hold_id),
    constraint lot_hold_shipping_knows_known check (shipping_knows in ('NOTHING', 'PLACED', 'RELEASED'))
);
create unique index lot_hold_by_position on lot_hold (position);
create index lot_hold_by_lot on lot_hold (item_code, lot_number, position);
-- Those of which shipping has not acknowledged the last word, in the order in which they are told again.
create index lot_hold_untold on lot_hold (shipping_asked_at nulls first)
    where shipping_knows <> case when released_at is null then 'PLACED' else 'RELEASED' end;

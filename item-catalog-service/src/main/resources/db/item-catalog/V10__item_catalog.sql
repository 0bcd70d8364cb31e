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

-- Where to go on reading. topic_id tells a topic that was deleted and made again, which is read from its start.
create table consumer_offset (
    topic       text   not null,
    partition   int    not null,
    topic_id    text   not null,
    next_offset bigint not null,
    constraint consumer_offset_partition_unique primary key (topic, partition)
);

-- Records that could not be applied yet, or cannot be applied at all; never lost, never in the way of other keys.
create table parked (
    id            bigint generated always as identity,
    reason        text        not null,
    detail        text        not null,
    topic         text        not null,
    partition     int         not null,
    record_offset bigint      not null,
    record_key    bytea,
    headers       jsonb       not null,
    body          bytea,
    source        text,
    event_key     text,
    sequence      bigint,
    hash          bytea,
    parked_at     timestamptz not null default now(),
    state         text        not null default 'OPEN',
    ended_at      timestamptz,
    ended_by      text,
    ended_reason  text,
    constraint parked_id_unique primary key (id),
    constraint parked_reason_known check (reason in ('UNREADABLE', 'UNKNOWN_TYPE', 'AHEAD', 'FORK', 'BASED_ON', 'NOT_APPLICABLE')),
    constraint parked_state_known check (state in ('OPEN', 'APPLIED', 'REPEATED', 'DISCARDED'))
);
create index parked_open_by_key on parked (event_key) where state = 'OPEN';
-- A repeat of a parked event adds no second row; two different events under one number (a fork) are both kept.
create unique index parked_event_once on parked (source, event_key, sequence, hash) where state = 'OPEN';
create unique index parked_record_once on parked (topic, partition, record_offset, hash) where state = 'OPEN' and event_key is null;

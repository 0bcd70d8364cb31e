-- What was decided, for ever. Private to the service: others see announcements.
create table event (
    stream      text collate "C" not null,
    version     bigint           not null,
    type        text             not null,
    data        jsonb            not null,
    recorded_at timestamptz      not null,
    actor       text             not null,
    constraint event_stream_version_unique primary key (stream, version),
    constraint event_version_from_one check (version > 0)
);

-- What was announced, for ever, its public bytes fixed at commit. place says where in the document it comes from.
create table announcement (
    key          text collate "C" not null,
    sequence     bigint           not null,
    topic        text             not null,
    type         text             not null,
    body         bytea            not null,
    hash         bytea            not null,
    stream       text collate "C" not null,
    version      bigint           not null,
    place        text             not null,
    recorded_at  timestamptz      not null,
    trace_parent text,
    position     bigint generated always as identity,
    constraint announcement_key_sequence_unique primary key (key, sequence),
    constraint announcement_sequence_from_one check (sequence > 0),
    constraint announcement_of_an_event foreign key (stream, version) references event (stream, version)
);
create index announcement_by_stream on announcement (stream, version);

-- The last number and hash of each key. Locked until commit, so two writers of one key commit one after the other.
create table announcement_counter (
    key      text collate "C" not null,
    sequence bigint           not null,
    hash     bytea,
    constraint announcement_counter_key_unique primary key (key)
) with (fillfactor = 50);

-- What Kafka has not acknowledged yet, in the order to send it.
create table outbox (
    position bigint generated always as identity,
    key      text collate "C" not null,
    sequence bigint           not null,
    constraint outbox_position_unique primary key (position)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 500);

create function history_is_immutable() returns trigger language plpgsql as $$
begin
    raise exception '% of % is refused: history is corrected by new events', tg_op, tg_table_name;
end
$$;
create trigger event_is_immutable before update or delete or truncate on event
    for each statement execute function history_is_immutable();
create trigger announcement_is_immutable before update or delete or truncate on announcement
    for each statement execute function history_is_immutable();

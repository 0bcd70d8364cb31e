-- Whether this store is behind what it has published (docs/decisions/0020).

-- Which database it was when the topics were last read to their end; a copy that was put in its place is another.
create table store_seen (
    one      boolean not null default true,
    identity text    not null,
    constraint store_seen_once primary key (one),
    constraint store_seen_one check (one)
);

-- How far the service has read its own announcements back. topic_id tells a topic that was deleted and made again.
create table own_offset (
    topic       text   not null,
    partition   int    not null,
    topic_id    text   not null,
    next_offset bigint not null,
    constraint own_offset_partition_unique primary key (topic, partition)
);

-- Own announcements that a topic has and this store has not, or not like that. detail says why one cannot be taken back
-- in; SET_ASIDE is what a person decides of such a one.
create table lost_announcement (
    id           bigint generated always as identity,
    key          text collate "C" not null,
    sequence     bigint           not null,
    hash         bytea            not null,
    topic        text             not null,
    type         text             not null,
    body         bytea            not null,
    trace_parent text,
    found_at     timestamptz      not null default now(),
    state        text             not null default 'OPEN',
    detail       text,
    ended_at     timestamptz,
    constraint lost_announcement_once primary key (key, sequence, hash),
    constraint lost_announcement_state_known check (state in ('OPEN', 'TAKEN_BACK', 'SET_ASIDE'))
);
create index lost_announcement_open on lost_announcement (id) where state = 'OPEN';

-- What differs between a database and a copy of it: the cluster, its timeline after a recovery, and the numbers that a
-- new database, and tables that were made anew in it, are given.
create function store_identity() returns text stable language sql as $$
    select (select system_identifier from pg_control_system()) || '/'
        || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) || '/'
        || (select oid from pg_database where datname = current_database()) || '/'
        || 'announcement'::regclass::oid
$$;

create function store_refuses() returns boolean stable language sql as $$
    select exists (select from lost_announcement where state = 'OPEN')
        or not exists (select from store_seen where identity = store_identity())
$$;

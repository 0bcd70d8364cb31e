-- Comparisons with the writers' stores: not a projection, and not thrown away with one. Whoever runs one renews its lease; a
-- lease that ran out says that the process has died.
create table verification (
    id                uuid             not null,
    status            text             not null,
    progress          double precision not null default 0,
    lots              bigint           not null default 0,
    events            bigint           not null default 0,
    differences_found bigint           not null default 0,
    differences       jsonb            not null default '[]',
    problem           text,
    runner            text,
    lease_until       timestamptz      not null,
    started_at        timestamptz      not null,
    ended_at          timestamptz,
    constraint verification_id_unique primary key (id),
    constraint verification_status_known check (status in ('RUNNING', 'CLEAN', 'DIFFERENT', 'FAILED'))
);
create unique index verification_one_at_a_time on verification (status) where status = 'RUNNING';
create index verification_by_start on verification (started_at);

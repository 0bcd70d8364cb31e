-- Rebuilds of the projection: all that is needed to go on with one after an interruption, and to tell of it.
create table rebuild (
    id             uuid        not null,
    status         text        not null default 'RUNNING',
    step           text        not null default 'PREPARE',
    -- The last key whose events have all been applied; null before the first.
    last_key       text collate "C",
    events_total   bigint,
    events_applied bigint      not null default 0,
    problem        text,
    started_by     text        not null,
    started_at     timestamptz not null default now(),
    ended_at       timestamptz,
    -- The process that is at it, and until when nobody else may take it over.
    owner          uuid,
    lease_until    timestamptz not null default now(),
    constraint rebuild_id_unique primary key (id),
    constraint rebuild_status_known check (status in ('RUNNING', 'DONE', 'FAILED')),
    constraint rebuild_step_known check (step in ('PREPARE', 'REPLAY', 'CATCH_UP', 'SETTLE')),
    constraint rebuild_ended_or_running check ((ended_at is null) = (status = 'RUNNING'))
);
create unique index rebuild_one_at_a_time on rebuild (status) where status = 'RUNNING';

-- The first answer to a request that named an Idempotency-Key. status is null while the request is being decided.
create table idempotency (
    caller       text        not null,
    key          text        not null,
    fingerprint  bytea       not null,
    status       int,
    headers      jsonb,
    body         bytea,
    created_at   timestamptz not null default now(),
    constraint idempotency_caller_key_unique primary key (caller, key)
);
create index idempotency_by_age on idempotency (created_at);

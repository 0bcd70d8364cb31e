-- What another service owns and this one refers to, as that service last told it. claimed: this service uses it.
create table reference_copy (
    key     text collate "C" not null,
    version bigint           not null,
    claimed boolean          not null default false,
    body    jsonb            not null,
    constraint reference_copy_key_unique primary key (key)
);

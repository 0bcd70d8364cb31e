-- The service works as a role of its own, which may read and write rows of all that the owner's migrations make, and
-- define nothing. It comes before the tables: rights are given when a table is made.
alter default privileges in schema public grant select, insert, update, delete on tables to "${application}";
alter default privileges in schema public grant usage, select on sequences to "${application}";
-- What was migrated: where the migrations run apart from the service, it checks at its start that they have.
grant select on flyway_schema_history to "${application}";

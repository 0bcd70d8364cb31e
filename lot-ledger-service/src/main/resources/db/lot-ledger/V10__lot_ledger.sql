-- What is no projection; the tables that are lie in a schema of their own (db/projection).
-- A trusted extension: the owner of the database may create it.
create extension if not exists pg_trgm;

-- The leader's epoch in which the record before next_offset was written: with it the broker can tell that this record was
-- lost and another has come into its place (docs/decisions/0026). Null: read before this was kept.
alter table own_offset add column leader_epoch int;

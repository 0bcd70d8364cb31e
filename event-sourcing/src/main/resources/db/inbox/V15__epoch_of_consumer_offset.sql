-- The leader's epoch in which the record before next_offset was written (docs/decisions/0026). Null: read before this was kept.
alter table consumer_offset add column leader_epoch int;

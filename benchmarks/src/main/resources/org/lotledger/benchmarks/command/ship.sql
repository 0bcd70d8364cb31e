-- One shipment as pgbench runs it, saved, its lot named, let go. Every statement is the shipping service's own, in its
-- order; what the service hands over as a parameter stands in << >> behind the parameter's name, with a value of the same
-- size. Before it measures, the benchmark compares the statements with what the service sends, and refuses to run when
-- they differ. What the service computes in between (rules, JSON, SHA-256) costs nothing here.
-- lots, round and count come from the command line. A lot's id is made of its index, and
-- texts have no colon before a letter or digit, because pgbench would take that for a variable.
\set count :count + 1
\set number :round * 10000000000 + :client_id * 100000000 + :count
\set lot random(1, :lots)

-- POST /shipments
BEGIN;
select version, type, data::text from event
where stream = <<$1 = 'shipment.B-' || :number>>
order by version;
select key, version, claimed, body::text as body from reference_copy
where key = any (<<$1 = array['item.BENCH-1', 'location.MAIN']>>);
insert into event (stream, version, type, data, recorded_at, actor)
select <<$1 = 'shipment.B-' || :number>>, n.version, n.type, n.data::jsonb, <<$5 = now()>>, <<$6 = 'local'>>
from unnest(<<$2 = array[1]>>::bigint[], <<$3 = array['shipment-created.v1']>>::text[], <<$4 = array['{"content":{"shipmentNumber":"B-1000000001","purpose":"CUSTOMER","party":{"code":"C-100","name":"City Clinic","gln": null,"address": null},"location":"MAIN","toLocation": null,"references":{"order":"SO-4711"},"deliverOn":"2026-11-24","minimumRemainingDays": 0,"occurredAt": null,"recordedAt":"2026-11-24T10.32.31.324922Z","lines":[{"lineNumber": 1,"itemCode":"BENCH-1","quantity": 2,"unit":"EA","lotTracked": true,"inventoried": true,"lots":[]}]}}']>>::text[]) n (version, type, data);
select key, version, claimed, body::text as body from reference_copy
where key = any (<<$1 = array['item.BENCH-1']>>);
insert into shipment
    (shipment_number, status, purpose, party_code, item_codes, lot_numbers, reference_values)
values (<<$1 = 'B-' || :number>>, <<$2 = 'PENDING'>>, <<$3 = 'CUSTOMER'>>, <<$4 = 'C-100'>>, <<$5 = array['BENCH-1']>>, <<$6 = array[]::text[]>>, <<$7 = array['SO-4711']>>)
on conflict (shipment_number) do update
set status = excluded.status, party_code = excluded.party_code,
    item_codes = excluded.item_codes, lot_numbers = excluded.lot_numbers,
    reference_values = excluded.reference_values;
select key, version, claimed, body::text as body from reference_copy
where key = any (<<$1 = array['item.BENCH-1', 'location.MAIN']>>);
select stream, place, key, sequence from announcement
where stream = any (<<$1 = array['shipment.B-' || :number]>>)
order by stream, version, position;
COMMIT;
-- PUT /shipments/{n}/lines/1/lots
BEGIN;
select version, type, data::text from event
where stream = <<$1 = 'shipment.B-' || :number>>
order by version;
select key, version, claimed, body::text as body from reference_copy
where key = any (<<$1 = array['item.BENCH-1', 'location.MAIN']>>);
insert into lot (lot_id, item_code, lot_number)
select n.lot_id, n.item_code, n.lot_number
from unnest(<<$1 = array[lpad(:lot, 32, '0')]>>::uuid[], <<$2 = array['BENCH-1']>>::text[], <<$3 = array['L-000001']>>::text[]) n (lot_id, item_code, lot_number)
order by n.lot_id
on conflict do nothing;
select *, applied::text as applied_json from lot
where lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>)
order by lot_id
for update;
select s.lot_id, s.location, s.added, s.removed, s.reserved,
       array(select distinct r.shipment_number from reservation r
             where r.lot_id = s.lot_id and r.location = s.location
             order by r.shipment_number) as reserved_by
from stock s
where s.lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>);
select distinct event_key from parked
where state = 'OPEN' and event_key = any (<<$1 = array[lpad(:lot, 32, '0')]>>);
select lot_id, hold_id, kind from lot_hold
where lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>) and not released
order by lot_id, hold_id;
insert into event (stream, version, type, data, recorded_at, actor)
select <<$1 = 'shipment.B-' || :number>>, n.version, n.type, n.data::jsonb, <<$5 = now()>>, <<$6 = 'local'>>
from unnest(<<$2 = array[2]>>::bigint[], <<$3 = array['shipment-lots-named.v1']>>::text[], <<$4 = array['{"lineNumber": 1,"lots":[{"lotNumber":"L-000001","expirationDate":"2090-01-31","quantity": 2,"location":"MAIN","overrideReason": null}],"recordedAt":"2026-11-24T10.32.31.339020Z"}']>>::text[]) n (version, type, data);
delete from reservation where shipment_number = <<$1 = 'B-' || :number>>;
insert into reservation (shipment_number, line_number, lot_id, location, quantity)
select <<$1 = 'B-' || :number>>, n.line_number, n.lot_id, n.location, n.quantity
from unnest(<<$2 = array['1']>>::int[], <<$3 = array[lpad(:lot, 32, '0')]>>::uuid[], <<$4 = array['MAIN']>>::text[], <<$5 = array['2']>>::numeric[])
     n (line_number, lot_id, location, quantity);
update stock s
set reserved = coalesce((select sum(r.quantity) from reservation r
                         where r.lot_id = s.lot_id and r.location = s.location), 0)
where s.lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>);
insert into shipment
    (shipment_number, status, purpose, party_code, item_codes, lot_numbers, reference_values)
values (<<$1 = 'B-' || :number>>, <<$2 = 'PENDING'>>, <<$3 = 'CUSTOMER'>>, <<$4 = 'C-100'>>, <<$5 = array['BENCH-1']>>, <<$6 = array['L-000001']>>, <<$7 = array['SO-4711']>>)
on conflict (shipment_number) do update
set status = excluded.status, party_code = excluded.party_code,
    item_codes = excluded.item_codes, lot_numbers = excluded.lot_numbers,
    reference_values = excluded.reference_values;
select key, version, claimed, body::text as body from reference_copy
where key = any (<<$1 = array['item.BENCH-1', 'location.MAIN']>>);
select *, applied::text as applied_json from lot where lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>);
select s.lot_id, s.location, s.added, s.removed, s.reserved,
       array(select distinct r.shipment_number from reservation r
             where r.lot_id = s.lot_id and r.location = s.location
             order by r.shipment_number) as reserved_by
from stock s
where s.lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>);
select distinct event_key from parked
where state = 'OPEN' and event_key = any (<<$1 = array[lpad(:lot, 32, '0')]>>);
select lot_id, hold_id, kind from lot_hold
where lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>) and not released
order by lot_id, hold_id;
select stream, place, key, sequence from announcement
where stream = any (<<$1 = array['shipment.B-' || :number]>>)
order by stream, version, position;
COMMIT;
-- POST /shipments/{n}/ship
BEGIN;
select version, type, data::text from event
where stream = <<$1 = 'shipment.B-' || :number>>
order by version;
select key, version, claimed, body::text as body from reference_copy
where key = any (<<$1 = array['item.BENCH-1', 'location.MAIN']>>);
insert into lot (lot_id, item_code, lot_number)
select n.lot_id, n.item_code, n.lot_number
from unnest(<<$1 = array[lpad(:lot, 32, '0')]>>::uuid[], <<$2 = array['BENCH-1']>>::text[], <<$3 = array['L-000001']>>::text[]) n (lot_id, item_code, lot_number)
order by n.lot_id
on conflict do nothing;
select *, applied::text as applied_json from lot
where lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>)
order by lot_id
for update;
select s.lot_id, s.location, s.added, s.removed, s.reserved,
       array(select distinct r.shipment_number from reservation r
             where r.lot_id = s.lot_id and r.location = s.location
             order by r.shipment_number) as reserved_by
from stock s
where s.lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>);
select distinct event_key from parked
where state = 'OPEN' and event_key = any (<<$1 = array[lpad(:lot, 32, '0')]>>);
select lot_id, hold_id, kind from lot_hold
where lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>) and not released
order by lot_id, hold_id;
insert into event (stream, version, type, data, recorded_at, actor)
select <<$1 = 'shipment.B-' || :number>>, n.version, n.type, n.data::jsonb, <<$5 = now()>>, <<$6 = 'local'>>
from unnest(<<$2 = array[3]>>::bigint[], <<$3 = array['goods-shipped.v1']>>::text[], <<$4 = array['{"content":{"shipmentNumber":"B-1000000001","purpose":"CUSTOMER","party":{"code":"C-100","name":"City Clinic","gln": null,"address": null},"location":"MAIN","toLocation": null,"references":{"order":"SO-4711"},"deliverOn":"2026-11-24","minimumRemainingDays": 0,"occurredAt":"2026-11-24T10.32.31.355478Z","recordedAt":"2026-11-24T10.32.31.355478Z","lines":[{"lineNumber": 1,"itemCode":"BENCH-1","quantity": 2,"unit":"EA","lotTracked": true,"inventoried": true,"lots":[{"lotNumber":"L-000001","expirationDate":"2090-01-31","quantity": 2,"location":"MAIN","overrideReason": null}]}]},"receivedUpTo":{"f02dc8d7-52bc-5429-8dc1-9db55d73f4b9": 1}}']>>::text[]) n (version, type, data);
insert into announcement_counter (key, sequence)
select k, 0 from unnest(<<$1 = array[lpad(:lot, 32, '0')]>>::text[]) k
order by k collate "C"
on conflict do nothing;
select key, sequence, hash, (select store_refuses()) as refuses from announcement_counter
where key = any (<<$1 = array[lpad(:lot, 32, '0')]>>)
order by key
for update
\gset
\set next :sequence + 1
with written as (
    insert into announcement
        (key, sequence, topic, type, body, hash, stream, version, place, recorded_at, trace_parent)
    select n.*, <<$10 = now()>>, <<$11 = null::text>>
    from unnest(<<$1 = array[lpad(:lot, 32, '0')]>>::text[], <<$2 = array[:next]>>::bigint[], <<$3 = array['lot-events']>>::text[], <<$4 = array['LotShipped.v1']>>::text[], <<$5 = array['\x7b226576656e744964223a227368697070696e672e66303264633864372d353262632d353432392d386463312d3964623535643733663462392e33222c2270726576696f757348617368223a2232306466643733656130613266613834383039326339643666356239343532386639633061643930393966323435346637366539613762373936343466316465222c226c6f744964223a2266303264633864372d353262632d353432392d386463312d396462353564373366346239222c226974656d436f6465223a2242454e43482d31222c226c6f744e756d626572223a224c2d303030303031222c2265787069726174696f6e44617465223a22323039302d30312d3331222c227175616e746974794368616e6765223a2d322c22756e6974223a224541222c226c6f636174696f6e223a224d41494e222c22646f63756d656e74223a7b2274797065223a22534849504d454e54222c226e756d626572223a22422d33222c226c696e65223a317d2c227061727479223a7b22726f6c65223a22435553544f4d4552222c22636f6465223a22432d313030222c226e616d65223a224369747920436c696e6963227d2c227265666572656e636573223a7b226f72646572223a22534f2d34373131227d2c226f636375727265644174223a22323032362d31312d32345431303a33323a33312e3335353437385a222c227265636f726465644174223a22323032362d31312d32345431303a33323a33312e3335353437385a222c226163746f72223a226c6f63616c222c2262617365644f6e223a7b22726563656976696e67223a317d7d']>>::bytea[], <<$6 = array['\xdc9d106933242a1a527fe6ea4ed23b86a994e71119d6f5bf1ae31d9fc76286b8']>>::bytea[],
                <<$7 = array['shipment.B-' || :number]>>::text[], <<$8 = array[3]>>::bigint[], <<$9 = array['/lines/0/lots/0']>>::text[]) n
), counted as (
    update announcement_counter c
    set sequence = n.sequence, hash = n.hash
    from (select distinct on (key) key, sequence, hash
          from unnest(<<$1 = array[lpad(:lot, 32, '0')]>>::text[], <<$2 = array[:next]>>::bigint[], <<$6 = array['\xdc9d106933242a1a527fe6ea4ed23b86a994e71119d6f5bf1ae31d9fc76286b8']>>::bytea[]) u (key, sequence, hash)
          order by key, sequence desc) n
    where c.key = n.key
)
insert into outbox (key, sequence)
select key, sequence
from unnest(<<$1 = array[lpad(:lot, 32, '0')]>>::text[], <<$2 = array[:next]>>::bigint[]) with ordinality q (key, sequence, ordinal)
order by ordinal;
delete from reservation where shipment_number = <<$1 = 'B-' || :number>>;
update stock s
set removed = s.removed + n.quantity,
    reserved = coalesce((select sum(r.quantity) from reservation r
                         where r.lot_id = s.lot_id and r.location = s.location), 0)
from unnest(<<$1 = array[lpad(:lot, 32, '0')]>>::uuid[], <<$2 = array['MAIN']>>::text[], <<$3 = array['2']>>::numeric[]) n (lot_id, location, quantity)
where s.lot_id = n.lot_id and s.location = n.location;
insert into stock_movement (lot_id, location, quantity_change, occurred_at)
select * from unnest(<<$1 = array[lpad(:lot, 32, '0')]>>::uuid[], <<$2 = array['MAIN']>>::text[], <<$3 = array['-2']>>::numeric[], <<$4 = array[now()]>>::timestamptz[]);
update lot
set latest_occurred_at = greatest(latest_occurred_at, <<$2 = now()>>),
    latest_recorded_at = greatest(latest_recorded_at, <<$3 = now()>>)
where lot_id = any (<<$1 = array[lpad(:lot, 32, '0')::uuid]>>);
insert into shipment
    (shipment_number, status, purpose, party_code, item_codes, lot_numbers, reference_values)
values (<<$1 = 'B-' || :number>>, <<$2 = 'SHIPPED'>>, <<$3 = 'CUSTOMER'>>, <<$4 = 'C-100'>>, <<$5 = array['BENCH-1']>>, <<$6 = array['L-000001']>>, <<$7 = array['SO-4711']>>)
on conflict (shipment_number) do update
set status = excluded.status, party_code = excluded.party_code,
    item_codes = excluded.item_codes, lot_numbers = excluded.lot_numbers,
    reference_values = excluded.reference_values;
select stream, place, key, sequence from announcement
where stream = any (<<$1 = array['shipment.B-' || :number]>>)
order by stream, version, position;
COMMIT;

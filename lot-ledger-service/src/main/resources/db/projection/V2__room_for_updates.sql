-- Most events change a row of these that changed a moment ago. With 30 % of room one change in four found its page full,
-- and put the row into all indexes again.
do $$
begin
    for part in 0..7 loop
        execute format('alter table lot_%s set (fillfactor = 50)', part);
        execute format('alter table lot_location_%s set (fillfactor = 50)', part);
    end loop;
end
$$;

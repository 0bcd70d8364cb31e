-- A projection is made, filled, put in place of another and thrown away by the service itself while it runs, so its
-- schemas are the service's own. No event is kept here that could be lost by it.
do $$
begin
    execute format('grant create on database %I to %I', current_database(), '${application}');
end
$$;

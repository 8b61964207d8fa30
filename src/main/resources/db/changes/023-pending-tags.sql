--liquibase formatted sql

--changeset mesher:023-pending-tags splitStatements:false
--comment: New tags wait in a list that some writer sorts into the index when it is full, with everybody waiting for that batch. At a quarter of the usual size it is done more often and sooner.
CREATE OR REPLACE FUNCTION ensure_event_partitions(first_day date, last_day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    day     date;
    made    integer := 0;
    name    text;
BEGIN
    FOR day IN SELECT generate_series(first_day, last_day, interval '1 day')::date LOOP
        name := 'events_p' || to_char(day, 'YYYYMMDD');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        PERFORM pg_advisory_xact_lock(hashtext('mesher.partitions'));
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        -- Made apart and then attached: that lock lets readers and writers of the other days go on.
        EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING ALL)', name);
        -- In kB. Partitioned indexes take no such option that their partitions could inherit.
        EXECUTE format('ALTER INDEX %I SET (gin_pending_list_limit = 1024)', name || '_tags_idx');
        EXECUTE format(
            'ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            name, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;

DO $$
DECLARE
    partition text;
BEGIN
    FOR partition IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'events'::regclass AND to_regclass(c.relname || '_tags_idx') IS NOT NULL
    LOOP
        EXECUTE format('ALTER INDEX %I SET (gin_pending_list_limit = 1024)', partition || '_tags_idx');
    END LOOP;
END $$;

--rollback empty

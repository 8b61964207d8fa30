--liquibase formatted sql

--changeset mesher:022-event-days
--comment: The days that events are stored by, and whether a day's partition has its own index of the clients' ids: built when the day is over, for keys in no order make it the dearest index to grow. Until then event_ids leads from those ids to the day's events.
CREATE VIEW event_days AS
SELECT c.relname AS partition, d.day::timestamp AT TIME ZONE 'UTC' AS starts,
       (d.day + 1)::timestamp AT TIME ZONE 'UTC' AS ends,
       EXISTS (SELECT FROM pg_index x
               WHERE x.indexrelid = to_regclass(c.relname || '_event_id') AND x.indrelid = c.oid AND x.indisvalid) AS indexed
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid AND c.relname ~ '^events_p[0-9]{8}$'
CROSS JOIN LATERAL (SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day) d
WHERE i.inhparent = 'events'::regclass;

--rollback DROP VIEW event_days;

--changeset mesher:022-event-ids splitStatements:false
--comment: The time in an id that Mesher gave (UUIDv7), and the least id of a time, as Uuids has them in Java.
CREATE FUNCTION event_time(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    timestamptz '1970-01-01 00:00:00+00'
    + ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint * interval '1 millisecond';

CREATE FUNCTION first_event_id(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    rpad(lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

--rollback DROP FUNCTION first_event_id(timestamptz); DROP FUNCTION event_time(uuid);

--changeset mesher:022-named-events splitStatements:false
--comment: A project's events that the client gave this id: those of the last day and what is not indexed yet, then the indexed days. OFFSET 0 keeps the planner to one day at a time, so that no day without the index is read.
CREATE FUNCTION named_events(of_project uuid, client_id uuid)
RETURNS TABLE (id uuid, received_at timestamptz, issue_id uuid) LANGUAGE sql STABLE AS $$
    SELECT e.id, e.received_at, e.issue_id
    FROM event_ids x
    CROSS JOIN LATERAL (
        SELECT s.id, s.received_at, s.issue_id FROM events s
        WHERE s.id = x.id AND s.received_at = event_time(x.id) OFFSET 0) e
    WHERE x.project_id = of_project AND x.event_id = client_id
    UNION ALL
    SELECT e.id, e.received_at, e.issue_id
    FROM event_days d
    CROSS JOIN LATERAL (
        SELECT s.id, s.received_at, s.issue_id FROM events s
        WHERE s.event_id = client_id AND s.project_id = of_project
          AND s.received_at >= d.starts AND s.received_at < d.ends OFFSET 0) e
    WHERE d.indexed
$$;

--rollback DROP FUNCTION named_events(uuid, uuid);

--changeset mesher:022-index
--comment: From now on a day has it when it is over. Nodes of an earlier version look events of the day up by reading it whole until they are replaced.
DROP INDEX events_event_id;

--rollback CREATE INDEX events_event_id ON events (event_id) WHERE event_id IS NOT NULL;

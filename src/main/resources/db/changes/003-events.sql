--liquibase formatted sql

--changeset mesher:003-events
--comment: One partition a UTC day. The payload is the event's JSON, compressed by Mesher; only what is searched stands in columns.
CREATE TABLE events (
    id              uuid        NOT NULL,
    received_at     timestamptz NOT NULL,
    project_id      uuid        NOT NULL,
    issue_id        uuid        NOT NULL,
    event_id        uuid,
    fingerprint     text        NOT NULL,
    level           text        NOT NULL,
    message         text        NOT NULL,
    exception_type  text,
    exception_value text,
    environment     text,
    release         text,
    session_id      text,
    tags            jsonb       NOT NULL,
    payload         bytea       NOT NULL,
    PRIMARY KEY (id, received_at)
) PARTITION BY RANGE (received_at);
ALTER TABLE events ALTER COLUMN payload SET STORAGE EXTERNAL;

CREATE INDEX events_issue ON events (issue_id, received_at);
CREATE INDEX events_event_id ON events (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX events_session ON events (project_id, session_id, received_at) WHERE session_id IS NOT NULL;
CREATE INDEX events_tags ON events USING gin (tags jsonb_path_ops);

-- The client's ids of the last 24 hours, so that an event sent again is stored once. The time of a row is in its id
-- (UUIDv7): what has expired stands at the low end of that index, what is new goes to the high end.
CREATE TABLE event_ids (
    project_id uuid NOT NULL,
    event_id   uuid NOT NULL,
    id         uuid NOT NULL,
    issue_id   uuid NOT NULL,
    PRIMARY KEY (project_id, event_id)
);
CREATE INDEX event_ids_age ON event_ids (id);

--rollback DROP TABLE event_ids, events;

--changeset mesher:003-partitions splitStatements:false
--comment: Makes the partitions of a range of UTC days that are missing; several nodes may call it at once.
CREATE FUNCTION ensure_event_partitions(first_day date, last_day date) RETURNS integer LANGUAGE plpgsql AS $$
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
        EXECUTE format(
            'ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            name, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;

--rollback DROP FUNCTION ensure_event_partitions(date, date);

--liquibase formatted sql

--changeset mesher:events splitStatements:false
--comment: Events, their partitions by day, the ids that clients gave them, and what comes with an event.

-- One partition for each UTC day. Only what is searched has a column of its own.
CREATE TABLE events (
    -- A UUIDv7: its first 48 bits are the milliseconds of received_at.
    id              uuid        NOT NULL,
    received_at     timestamptz NOT NULL,
    project_id      uuid        NOT NULL,
    issue_id        uuid        NOT NULL,
    -- The id that the client gave.
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
    -- The whole event as JSON, compressed by Mesher. PostgreSQL need not try to compress it again.
    payload         bytea       NOT NULL,
    PRIMARY KEY (id, received_at)
) PARTITION BY RANGE (received_at);
ALTER TABLE events ALTER COLUMN payload SET STORAGE EXTERNAL;

-- event_id has no index here: see event_days.
CREATE INDEX events_issue ON events (issue_id, received_at);
CREATE INDEX events_session ON events (project_id, session_id, received_at) WHERE session_id IS NOT NULL;
CREATE INDEX events_tags ON events USING gin (tags jsonb_path_ops);

-- Makes the missing partitions of a range of UTC days. Returns how many it made. Nodes may call it at the same time.
-- New tags wait in a list until a writer finds it full. That writer sorts it into the index while its batch waits: a
-- short list keeps the wait short. The option is set on each partition's index, since the parent's index takes none.
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
        -- Made apart and then attached: the lock of ATTACH does not stop those who read or write other days.
        EXECUTE format('CREATE TABLE %I (LIKE events INCLUDING ALL)', name);
        -- In kB: a quarter of the default.
        EXECUTE format('ALTER INDEX %I SET (gin_pending_list_limit = 1024)', name || '_tags_idx');
        EXECUTE format(
            'ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
            name, day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
        made := made + 1;
    END LOOP;
    RETURN made;
END $$;

-- The ids that clients gave in the last 24 hours: an event that is sent again is stored once. The table also leads from
-- such an id to the event while the event's day has no index of them (see event_days).
-- Rows expire by the time in id (UUIDv7): they leave the index at its low end, and new ones come at its high end.
CREATE TABLE event_ids (
    project_id uuid NOT NULL,
    event_id   uuid NOT NULL,
    id         uuid NOT NULL,
    issue_id   uuid NOT NULL,
    PRIMARY KEY (project_id, event_id)
);
CREATE INDEX event_ids_age ON event_ids (id);

-- The days that have a partition. indexed tells whether the partition has its index on event_id. Clients' ids come in
-- no order, which makes theirs the most expensive index to write to: it is built once, when the day is over.
CREATE VIEW event_days AS
SELECT c.relname AS partition, d.day::timestamp AT TIME ZONE 'UTC' AS starts,
       (d.day + 1)::timestamp AT TIME ZONE 'UTC' AS ends,
       EXISTS (SELECT FROM pg_index x
               WHERE x.indexrelid = to_regclass(c.relname || '_event_id')
                 AND x.indrelid = c.oid AND x.indisvalid) AS indexed
FROM pg_inherits i
JOIN pg_class c ON c.oid = i.inhrelid AND c.relname ~ '^events_p[0-9]{8}$'
CROSS JOIN LATERAL (SELECT to_date(right(c.relname, 8), 'YYYYMMDD') AS day) d
WHERE i.inhparent = 'events'::regclass;

-- The time in an id of Mesher's (UUIDv7).
CREATE FUNCTION event_time(id uuid) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    timestamptz '1970-01-01 00:00:00+00'
    + ('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint * interval '1 millisecond';

-- The smallest id of a time: the same as Uuids.firstAt in Java.
CREATE FUNCTION first_event_id(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
    rpad(lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

-- A project's events to which the client gave this id: by event_ids, then by the index of each day that has one.
-- OFFSET 0 makes the planner look into one day at a time, so that it never reads a day without the index.
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

-- Dictionaries that payloads are compressed with, learnt from earlier payloads. A payload names its dictionary.
CREATE TABLE payload_dictionaries (
    id         bigint PRIMARY KEY,
    dictionary bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- Files that came with an event or with a user's feedback.
CREATE TABLE attachments (
    project_id   uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    -- The id that the client gave the event, or the feedback. The file may arrive before it.
    event_id     uuid        NOT NULL,
    -- A hash of name, kind and bytes: a file that is sent again is stored once.
    digest       uuid        NOT NULL,
    id           uuid        NOT NULL DEFAULT gen_random_uuid(),
    filename     text        NOT NULL,
    content_type text,
    kind         text        NOT NULL,
    size         integer     NOT NULL,
    received_at  timestamptz NOT NULL,
    -- True once the event or the feedback was found. A file is removed when neither comes.
    settled      boolean     NOT NULL DEFAULT false,
    data         bytea       NOT NULL,
    PRIMARY KEY (project_id, event_id, digest)
);
-- Data is read in pieces, which compression by PostgreSQL would prevent.
ALTER TABLE attachments ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX attachments_id ON attachments (id);
CREATE INDEX attachments_age ON attachments (project_id, received_at);
CREATE INDEX attachments_unsettled ON attachments (received_at) WHERE NOT settled;

-- What users wrote about an error, or about the application. Feedback may arrive before the event that it is about.
CREATE TABLE user_feedback (
    -- A hash of the feedback: what is sent again is stored once.
    id          uuid        NOT NULL PRIMARY KEY,
    project_id  uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    -- The id that the client gave the feedback. Attachments of the feedback have it as their event_id.
    feedback_id uuid,
    -- The client's id of the event that the feedback is about. NULL when it is about no event.
    event_id    uuid,
    name        text,
    email       text,
    message     text        NOT NULL,
    url         text,
    replay_id   text,
    -- json and not jsonb, which refuses the character U+0000.
    contexts    json,
    received_at timestamptz NOT NULL
);
CREATE INDEX user_feedback_newest ON user_feedback (project_id, received_at, id);
CREATE INDEX user_feedback_event ON user_feedback (project_id, event_id) WHERE event_id IS NOT NULL;
CREATE INDEX user_feedback_client ON user_feedback (project_id, feedback_id) WHERE feedback_id IS NOT NULL;

-- Whether feedback about this event may be shown. False while the event's deleted issue waits for its removal.
-- Deleted issues are rare: the first condition saves the search for the event.
CREATE FUNCTION feedback_visible(of_project uuid, client_id uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT client_id IS NULL
        OR NOT EXISTS (SELECT FROM issues WHERE status = 'deleted')
        OR NOT EXISTS (
            SELECT FROM named_events(of_project, client_id) e
            WHERE EXISTS (SELECT FROM issues i WHERE i.id = e.issue_id AND i.status = 'deleted' OFFSET 0) OFFSET 0)
$$;

-- Stores a batch of events and counts them: one statement, one transaction. Parameters: see EventBatch.
-- If another transaction inserts the same row at the same time, the statement fails with a unique violation. A second
-- attempt then has ON CONFLICT DO NOTHING at the marked places. In every batch it would cost a lock and a WAL record for
-- each row.
-- LIMIT, OFFSET 0 and = ANY make the planner look up single rows. Otherwise it would read whole tables while they are
-- small, and keep that plan when they have grown.
-- The wide columns ($7 and on) are unnested only where they are inserted, since each step between would copy them.
WITH input AS MATERIALIZED (
    SELECT u.*, f.issue_id
    FROM unnest(
            $1::uuid[], $2::timestamptz[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $10::text[], $11::text[],
            $13::uuid[], $18::uuid[])
        AS u (id, received_at, project_id, event_id, fingerprint, level, environment, release, user_hash, seen_in)
    LEFT JOIN LATERAL (
        SELECT k.issue_id FROM issue_fingerprints k
        WHERE k.project_id = u.project_id AND k.fingerprint = u.fingerprint LIMIT 1) f ON true
),
-- Locked in the order of the ids, so that two batches cannot deadlock.
issue AS MATERIALIZED (
    SELECT i.id, i.status, i.hour, i.hour_count
    FROM issues i
    WHERE i.id = ANY (ARRAY(SELECT DISTINCT issue_id FROM input WHERE issue_id IS NOT NULL))
      AND i.status <> 'deleted'
    ORDER BY i.id
    FOR NO KEY UPDATE
),
-- An event_id that exists already was sent before. Only events whose event_id is inserted here are stored and counted.
fresh AS (
    INSERT INTO event_ids (project_id, event_id, id, issue_id)
    SELECT DISTINCT ON (n.project_id, n.event_id) n.project_id, n.event_id, n.id, n.issue_id
    FROM input n JOIN issue i ON i.id = n.issue_id
    WHERE n.event_id IS NOT NULL AND i.status <> 'discarded'
      AND NOT EXISTS (SELECT FROM event_ids e
                      WHERE e.project_id = n.project_id AND e.event_id = n.event_id OFFSET 0)
    ORDER BY n.project_id, n.event_id, n.id
    /*careful*/
    RETURNING id
),
-- An event belongs to the current hour ($17) unless its issue already had events of a later hour.
stored AS MATERIALIZED (
    SELECT n.*, n.received_at >= $17::timestamptz AND coalesce(i.hour <= $17::timestamptz, true) AS running
    FROM input n JOIN issue i ON i.id = n.issue_id LEFT JOIN fresh ON fresh.id = n.id
    WHERE i.status <> 'discarded' AND (n.event_id IS NULL OR fresh.id IS NOT NULL)
),
event AS (
    INSERT INTO events (id, received_at, project_id, issue_id, event_id, fingerprint, level, message, exception_type,
                        exception_value, environment, release, session_id, user_hash, tags, payload)
    SELECT s.id, s.received_at, s.project_id, s.issue_id, s.event_id, s.fingerprint, s.level, w.message,
           w.exception_type, w.exception_value, s.environment, s.release, w.session_id, s.user_hash, w.tags::jsonb,
           w.payload
    FROM unnest($1::uuid[], $7::text[], $8::text[], $9::text[], $12::text[], $14::text[], $15::bytea[])
        AS w (id, message, exception_type, exception_value, session_id, tags, payload)
    JOIN stored s ON s.id = w.id
),
person AS (
    INSERT INTO issue_users (issue_id, user_hash)
    SELECT DISTINCT s.issue_id, s.user_hash FROM stored s
    WHERE s.user_hash IS NOT NULL
      AND NOT EXISTS (SELECT FROM issue_users u
                      WHERE u.issue_id = s.issue_id AND u.user_hash = s.user_hash OFFSET 0)
    ORDER BY 1, 2
    /*careful*/
    RETURNING issue_id
),
place AS (
    INSERT INTO issue_releases (issue_id, environment, release)
    SELECT DISTINCT issue_id, coalesce(environment, ''), coalesce(release, '') FROM stored
    WHERE seen_in IS DISTINCT FROM issue_id
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
),
-- The count of an hour that has ended, and late events of such an hour.
issue_hour AS (
    INSERT INTO issue_hours AS h (issue_id, hour, event_count)
    SELECT issue_id, hour, sum(event_count)
    FROM (SELECT id AS issue_id, hour, hour_count AS event_count FROM issue
          WHERE hour < $17::timestamptz AND id IN (SELECT issue_id FROM stored WHERE running)
          UNION ALL
          SELECT issue_id, date_trunc('hour', received_at, 'UTC'), 1 FROM stored WHERE NOT running) AS over
    GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (issue_id, hour) DO UPDATE SET event_count = h.event_count + excluded.event_count
),
project_hour AS (
    INSERT INTO project_hours AS h (project_id, hour, level, slot, event_count)
    SELECT project_id, date_trunc('hour', received_at, 'UTC'), level, $16::smallint, count(*)
    FROM stored GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (project_id, hour, level, slot) DO UPDATE SET event_count = h.event_count + excluded.event_count
),
gained AS MATERIALIZED (
    SELECT s.issue_id, s.events, s.running, s.first, s.last, s.level, coalesce(p.users, 0) AS users
    FROM (SELECT issue_id, count(*) AS events, count(*) FILTER (WHERE running) AS running,
                 min(received_at) AS first, max(received_at) AS last,
                 (array_agg(level ORDER BY received_at DESC))[1] AS level
          FROM stored GROUP BY issue_id) s
    LEFT JOIN (SELECT issue_id, count(*) AS users FROM person GROUP BY issue_id) p ON p.issue_id = s.issue_id
),
bumped AS (
    UPDATE issues i SET
        event_count  = i.event_count + s.events,
        user_count   = i.user_count + s.users,
        hour         = CASE WHEN s.running > 0 THEN $17::timestamptz ELSE i.hour END,
        hour_count   = s.running + CASE WHEN s.running = 0 OR i.hour = $17::timestamptz THEN i.hour_count ELSE 0 END,
        first_seen   = least(i.first_seen, s.first),
        last_seen    = greatest(i.last_seen, s.last),
        level        = CASE WHEN s.last >= i.last_seen THEN s.level ELSE i.level END,
        status       = CASE WHEN i.status = 'resolved' AND s.last >= coalesce(i.last_resolved_at, '-infinity')
                            THEN 'unresolved' ELSE i.status END,
        regressed_at = CASE WHEN i.status = 'resolved' AND s.last >= coalesce(i.last_resolved_at, '-infinity')
                            THEN s.last ELSE i.regressed_at END
    FROM gained s
    WHERE i.id = s.issue_id AND i.id = ANY (ARRAY(SELECT issue_id FROM gained))
    RETURNING i.id, i.status
)
SELECT n.id, i.id AS issue_id,
       CASE WHEN i.id IS NULL THEN 'unknown'
            WHEN s.id IS NOT NULL THEN 'stored'
            WHEN i.status = 'discarded' THEN 'discarded'
            ELSE 'duplicate' END AS outcome,
       coalesce(i.status = 'resolved' AND b.status = 'unresolved', false) AS regression
FROM input n
LEFT JOIN issue i ON i.id = n.issue_id
LEFT JOIN stored s ON s.id = n.id
LEFT JOIN bumped b ON b.id = s.issue_id

-- Stores a batch of events of issues for which store.sql has stored events in this hour. The parameters are the same,
-- except that $18 has the issue of each row, and $19 to $21 the environments and releases that are new to an issue.
-- Nothing is looked up whose presence is known, so this takes two thirds of the time of store.sql.
-- When an issue has changed (another status or hour, deleted, or its fingerprint moved), nothing is stored and the answer
-- is false. An event_id that exists already causes a unique violation.
-- Locks are taken in the same order as in store.sql: issues, event_ids, users, releases.
WITH gained AS MATERIALIZED (
    SELECT issue_id, count(*) AS events, min(received_at) AS first, max(received_at) AS last,
           (array_agg(level ORDER BY received_at DESC))[1] AS level
    FROM unnest($18::uuid[], $2::timestamptz[], $6::text[]) AS u (issue_id, received_at, level)
    GROUP BY issue_id
),
issue AS MATERIALIZED (
    SELECT i.id
    FROM issues i
    WHERE i.id = ANY ($18::uuid[]) AND i.status IN ('unresolved', 'archived') AND i.hour = $17::timestamptz
    ORDER BY i.id
    FOR NO KEY UPDATE
),
as_known AS MATERIALIZED (
    SELECT (SELECT count(*) FROM issue) = (SELECT count(*) FROM gained)
       AND NOT EXISTS (
            SELECT FROM unnest($3::uuid[], $5::text[], $18::uuid[]) AS u (project_id, fingerprint, issue_id)
            WHERE u.issue_id IS DISTINCT FROM (
                SELECT k.issue_id FROM issue_fingerprints k
                WHERE k.project_id = u.project_id AND k.fingerprint = u.fingerprint LIMIT 1)) AS holds
),
fresh AS (
    INSERT INTO event_ids (project_id, event_id, id, issue_id)
    SELECT u.project_id, u.event_id, u.id, u.issue_id
    FROM unnest($3::uuid[], $4::uuid[], $1::uuid[], $18::uuid[]) AS u (project_id, event_id, id, issue_id)
    WHERE u.event_id IS NOT NULL AND (SELECT holds FROM as_known)
    ORDER BY u.project_id, u.event_id
    RETURNING 1
),
event AS (
    INSERT INTO events (id, received_at, project_id, issue_id, event_id, fingerprint, level, message, exception_type,
                        exception_value, environment, release, session_id, user_hash, tags, payload)
    SELECT u.id, u.received_at, u.project_id, u.issue_id, u.event_id, u.fingerprint, u.level, u.message, u.exception_type,
           u.exception_value, u.environment, u.release, u.session_id, u.user_hash, u.tags::jsonb, u.payload
    FROM unnest(
            $1::uuid[], $2::timestamptz[], $3::uuid[], $18::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::text[],
            $15::bytea[])
        AS u (id, received_at, project_id, issue_id, event_id, fingerprint, level, message, exception_type,
              exception_value, environment, release, session_id, user_hash, tags, payload)
    WHERE (SELECT holds FROM as_known)
),
person AS (
    INSERT INTO issue_users (issue_id, user_hash)
    SELECT DISTINCT u.issue_id, u.user_hash
    FROM unnest($18::uuid[], $13::uuid[]) AS u (issue_id, user_hash)
    WHERE u.user_hash IS NOT NULL AND (SELECT holds FROM as_known) AND (SELECT count(*) FROM fresh) >= 0
      AND NOT EXISTS (SELECT FROM issue_users k
                      WHERE k.issue_id = u.issue_id AND k.user_hash = u.user_hash OFFSET 0)
    ORDER BY 1, 2
    RETURNING issue_id
),
place AS (
    INSERT INTO issue_releases (issue_id, environment, release)
    SELECT u.issue_id, u.environment, u.release
    FROM unnest($19::uuid[], $20::text[], $21::text[]) AS u (issue_id, environment, release)
    WHERE (SELECT holds FROM as_known) AND (SELECT count(*) FROM person) >= 0
    ORDER BY 1, 2, 3
    ON CONFLICT DO NOTHING
),
project_hour AS (
    INSERT INTO project_hours AS h (project_id, hour, level, slot, event_count)
    SELECT u.project_id, $17::timestamptz, u.level, $16::smallint, count(*)
    FROM unnest($3::uuid[], $6::text[]) AS u (project_id, level)
    WHERE (SELECT holds FROM as_known)
    GROUP BY 1, 3 ORDER BY 1, 3
    ON CONFLICT (project_id, hour, level, slot) DO UPDATE SET event_count = h.event_count + excluded.event_count
),
bumped AS (
    UPDATE issues i SET
        event_count = i.event_count + s.events,
        user_count  = i.user_count + s.users,
        hour_count  = i.hour_count + s.events,
        first_seen  = least(i.first_seen, s.first),
        last_seen   = greatest(i.last_seen, s.last),
        level       = CASE WHEN s.last >= i.last_seen THEN s.level ELSE i.level END
    FROM (SELECT g.*, coalesce(p.users, 0) AS users
          FROM gained g
          LEFT JOIN (SELECT issue_id, count(*) AS users FROM person GROUP BY issue_id) p ON p.issue_id = g.issue_id) s
    WHERE i.id = s.issue_id AND i.id = ANY ($18::uuid[]) AND (SELECT holds FROM as_known)
)
SELECT holds FROM as_known

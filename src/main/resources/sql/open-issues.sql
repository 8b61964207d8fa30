-- Ensures that each fingerprint has an issue. Returns the issues that this statement opened. The times of the first and
-- last event are set by store.sql in the same transaction, since the row that opens an issue may be a duplicate.
WITH wanted AS (
    SELECT *
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[],
                $9::text[], $10::text[])
        AS u (id, project_id, fingerprint, title, culprit, level, algorithm, former, exception_type, exception_value)
),
former AS MATERIALIZED (
    SELECT w.id, f.issue_id
    FROM wanted w
    JOIN LATERAL (
        SELECT k.issue_id FROM issue_fingerprints k
        WHERE k.project_id = w.project_id AND k.fingerprint = ANY (string_to_array(w.former, ','))
        ORDER BY array_position(string_to_array(w.former, ','), k.fingerprint) LIMIT 1) f ON true
),
-- An issue that was opened by a former algorithm gets the new fingerprint too, if it had an event in the last 30 days. The
-- newest such algorithm is used. The issue is locked, so a concurrent deletion is either seen here, or sees the added
-- fingerprint. = ANY makes the planner look up single rows, as in store.sql.
running AS MATERIALIZED (
    SELECT f.id, i.id AS issue_id
    FROM former f
    JOIN issues i ON i.id = f.issue_id
    WHERE i.id = ANY (ARRAY(SELECT issue_id FROM former)) AND i.merged_into IS NULL
      AND (i.status = 'discarded' OR (i.status <> 'deleted' AND i.last_seen > now() - interval '30 days'))
    ORDER BY i.id
    FOR KEY SHARE OF i
),
claimed AS (
    INSERT INTO issue_fingerprints (project_id, fingerprint, algorithm, issue_id)
    SELECT w.project_id, w.fingerprint, w.algorithm, coalesce(r.issue_id, w.id)
    FROM wanted w LEFT JOIN running r ON r.id = w.id
    ORDER BY w.project_id, w.fingerprint
    ON CONFLICT DO NOTHING
    RETURNING issue_id
)
INSERT INTO issues (id, project_id, fingerprint, title, culprit, level, exception_type, exception_value, first_seen,
                    last_seen)
SELECT id, project_id, fingerprint, title, culprit, level, left(exception_type, 500), left(exception_value, 500), 'infinity',
       '-infinity'
FROM wanted WHERE id IN (SELECT issue_id FROM claimed)
RETURNING id

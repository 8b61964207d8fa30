-- Opens an issue for each fingerprint that has none yet; returns those that this statement opened. First and last seen
-- come with the events that are stored in the same transaction: the row that opens an issue may have been sent before.
WITH wanted AS (
    SELECT *
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
        AS u (id, project_id, fingerprint, title, culprit, level)
),
claimed AS (
    INSERT INTO issue_fingerprints (project_id, fingerprint, issue_id)
    SELECT project_id, fingerprint, id FROM wanted ORDER BY project_id, fingerprint
    ON CONFLICT DO NOTHING
    RETURNING issue_id
)
INSERT INTO issues (id, project_id, fingerprint, title, culprit, level, first_seen, last_seen)
SELECT id, project_id, fingerprint, title, culprit, level, 'infinity', '-infinity'
FROM wanted WHERE id IN (SELECT issue_id FROM claimed)
RETURNING id

--liquibase formatted sql

--changeset mesher:006-issue-hour
--comment: The hour that runs is counted on the issue's row, which each batch changes anyway; a row of issue_hours is written once it is over.
ALTER TABLE issues ADD COLUMN hour timestamptz, ADD COLUMN hour_count bigint NOT NULL DEFAULT 0;
--rollback ALTER TABLE issues DROP COLUMN hour, DROP COLUMN hour_count;

--changeset mesher:006-issue-activity
--comment: What an issue counted in each hour, for whoever reads it.
CREATE VIEW issue_activity AS
    SELECT issue_id, hour, sum(event_count)::bigint AS event_count
    FROM (SELECT issue_id, hour, event_count FROM issue_hours
          UNION ALL
          SELECT id, hour, hour_count FROM issues WHERE hour IS NOT NULL) AS counts
    GROUP BY issue_id, hour;
--rollback DROP VIEW issue_activity;

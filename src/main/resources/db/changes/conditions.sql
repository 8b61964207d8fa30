--liquibase formatted sql

--changeset mesher:conditions splitStatements:false
--comment: What the conditions of alert rules read: the user of an event, and the regressions of a project.

-- A hash of what identifies the user, the same as in issue_users. NULL when the event names none, and for events that were
-- stored before this change set. No index holds it.
ALTER TABLE events ADD COLUMN user_hash uuid;

-- The rules for which the counts of events are followed.
DROP INDEX alert_rules_counting;
CREATE INDEX alert_rules_counting ON alert_rules (project_id)
    WHERE condition_json ->> 'condition_type' IN ('threshold', 'spike', 'users');

-- A preview of a rule reads the regressions of a week. A row is added only when an issue regresses.
CREATE INDEX activities_regressed ON activities (project_id, at) WHERE kind = 'regressed';

--liquibase formatted sql

--changeset mesher:006-issue-activity
--comment: What an issue counted in each hour, for whoever reads it: how the writers keep it is their own affair.
CREATE VIEW issue_activity AS SELECT issue_id, hour, event_count FROM issue_hours;
--rollback DROP VIEW issue_activity;

--liquibase formatted sql

--changeset mesher:list-reads splitStatements:false
--comment: The indexes by which lists find issues by release and by user, and by which the counts of closed hours are found.

-- The rows of project_hours that writers added and that were not added up yet (see ClosedHourStore). The slot below zero
-- holds the sum of those that were. An event only changes a count, which no index holds, so this index costs no event
-- anything.
CREATE INDEX project_hours_of_writers ON project_hours (hour) WHERE slot >= 0;

-- The issues that were seen in a release. A row is added only with an issue's first event in a release and environment.
CREATE INDEX issue_releases_release ON issue_releases (release, issue_id);

-- The issues that a user met. A row is added only with a user's first event in an issue.
CREATE INDEX issue_users_user ON issue_users (user_hash);

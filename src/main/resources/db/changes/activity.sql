--liquibase formatted sql

--changeset mesher:activity splitStatements:false
--comment: What happened to an issue and who did it, comments, when a user last looked at a project, and who handled an alert.

CREATE TABLE activities (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id uuid        NOT NULL,
    -- Goes on with the other issue when this one is merged.
    issue_id   uuid        NOT NULL REFERENCES issues ON DELETE CASCADE,
    -- The clock when the row is written, not when its transaction began: a transaction may wait for the issue's lock, and
    -- the changes of an issue are listed in the order in which they were made.
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- 'regressed': an event reopened the resolved issue. 'spiked': a spike of events reopened the archived issue.
    kind       text        NOT NULL CHECK (kind IN ('resolved', 'unresolved', 'archived', 'discarded', 'deleted',
                                                    'assigned', 'merged', 'unmerged', 'regressed', 'spiked', 'comment')),
    -- Null when nobody did it, when the caller needed no account, and when the account was removed.
    user_id    uuid REFERENCES users ON DELETE SET NULL,
    data       jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX activities_issue ON activities (issue_id, at DESC, id DESC);
CREATE INDEX activities_user ON activities (user_id) WHERE user_id IS NOT NULL;

CREATE FUNCTION note_regression() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO activities (project_id, issue_id, kind, data)
    VALUES (NEW.project_id, NEW.id, 'regressed', jsonb_build_object('before', OLD.status));
    RETURN NULL;
END $$;
-- Nearly every batch updates issues, mostly to count more events: the condition spares the trigger for those.
CREATE TRIGGER issues_regressed AFTER UPDATE OF regressed_at ON issues FOR EACH ROW
    WHEN (NEW.regressed_at IS DISTINCT FROM OLD.regressed_at)
    EXECUTE FUNCTION note_regression();

-- When a user last looked at a project.
CREATE TABLE project_visits (
    project_id uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    user_id    uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    at         timestamptz NOT NULL,
    PRIMARY KEY (project_id, user_id)
);
CREATE INDEX project_visits_user ON project_visits (user_id);

-- When the rule got the condition that it has now. Null when it never had another. Events from before do not fire it.
ALTER TABLE alert_rules ADD COLUMN condition_since timestamptz;

-- issue_id: the issue that fired the alert; null when the rule counts the whole project's events. Goes on with the other
-- issue when this one is merged. It has no foreign key, so that raising an alert waits for nobody's lock on the issue.
ALTER TABLE alerts
    ADD COLUMN issue_id        uuid,
    ADD COLUMN acknowledged_by uuid REFERENCES users ON DELETE SET NULL,
    ADD COLUMN resolved_by     uuid REFERENCES users ON DELETE SET NULL;
CREATE INDEX alerts_issue ON alerts (issue_id, triggered_at DESC, id DESC) WHERE issue_id IS NOT NULL;
CREATE INDEX alerts_acknowledged_by ON alerts (acknowledged_by) WHERE acknowledged_by IS NOT NULL;
CREATE INDEX alerts_resolved_by ON alerts (resolved_by) WHERE resolved_by IS NOT NULL;

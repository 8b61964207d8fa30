--liquibase formatted sql

--changeset mesher:009-authority-process
--comment: The process that holds the lease: two nodes that were given the same name by mistake do not both hold it.
ALTER TABLE authority ADD COLUMN holder_process uuid;
--rollback ALTER TABLE authority DROP COLUMN holder_process;

--changeset mesher:009-alert-causes splitStatements:false
--comment: What an alert may come of is noted in the transaction that stores it, so none is missed, however late that commits; who evaluates it deletes the note. A batch pays for it only when it opens or reopens an issue, or meets an archived one.
CREATE TABLE alert_causes (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind     text NOT NULL CHECK (kind IN ('new_issue', 'regression', 'archived')),
    issue_id uuid NOT NULL
);

CREATE FUNCTION note_new_issues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO alert_causes (kind, issue_id)
    SELECT 'new_issue', o.id FROM opened o
    WHERE EXISTS (SELECT FROM alert_rules r WHERE r.project_id = o.project_id AND r.enabled
                  AND r.condition_json ->> 'condition_type' = 'new_issue');
    RETURN NULL;
END $$;
CREATE TRIGGER issues_opened AFTER INSERT ON issues REFERENCING NEW TABLE AS opened
    FOR EACH STATEMENT EXECUTE FUNCTION note_new_issues();

CREATE FUNCTION note_issue_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.regressed_at IS NOT DISTINCT FROM OLD.regressed_at THEN
        INSERT INTO alert_causes (kind, issue_id) VALUES ('archived', NEW.id);
    ELSIF EXISTS (SELECT FROM alert_rules r WHERE r.project_id = NEW.project_id AND r.enabled
                  AND r.condition_json ->> 'condition_type' = 'regression') THEN
        INSERT INTO alert_causes (kind, issue_id) VALUES ('regression', NEW.id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER issues_changed AFTER UPDATE ON issues FOR EACH ROW
    WHEN ((NEW.status = 'archived' AND NEW.event_count > OLD.event_count)
          OR NEW.regressed_at IS DISTINCT FROM OLD.regressed_at)
    EXECUTE FUNCTION note_issue_change();

-- The count of each hour of a project when its rules were last evaluated: what differs from it has changed since.
CREATE TABLE alert_progress (
    project_id  uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    hour        timestamptz NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (project_id, hour)
);
CREATE INDEX alert_rules_counting ON alert_rules (project_id)
    WHERE condition_json ->> 'condition_type' IN ('threshold', 'spike');

--rollback DROP TRIGGER issues_changed ON issues; DROP TRIGGER issues_opened ON issues; DROP FUNCTION note_issue_change(); DROP FUNCTION note_new_issues(); DROP INDEX alert_rules_counting; DROP TABLE alert_progress, alert_causes;

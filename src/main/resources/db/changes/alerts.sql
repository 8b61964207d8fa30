--liquibase formatted sql

--changeset mesher:alerts splitStatements:false
--comment: Alert rules, the alerts that they fired, and what may fire one.

CREATE TABLE alert_rules (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id       uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    name             text        NOT NULL,
    condition_json   jsonb       NOT NULL,
    action_json      jsonb       NOT NULL DEFAULT '{"type":"websocket"}',
    enabled          boolean     NOT NULL DEFAULT true,
    cooldown_minutes integer     NOT NULL DEFAULT 60 CHECK (cooldown_minutes >= 0),
    last_fired_at    timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX alert_rules_project ON alert_rules (project_id);
CREATE INDEX alert_rules_counting ON alert_rules (project_id)
    WHERE condition_json ->> 'condition_type' IN ('threshold', 'spike');

CREATE TABLE alerts (
    id                 uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    rule_id            uuid        NOT NULL REFERENCES alert_rules ON DELETE CASCADE,
    project_id         uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    status             text        NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'acknowledged', 'resolved')),
    message            text        NOT NULL,
    condition_snapshot jsonb       NOT NULL,
    triggered_at       timestamptz NOT NULL DEFAULT now(),
    acknowledged_at    timestamptz,
    resolved_at        timestamptz
);
CREATE INDEX alerts_project ON alerts (project_id, triggered_at DESC, id DESC);
CREATE INDEX alerts_rule ON alerts (rule_id);

-- Issues that may fire an alert. The triggers below add a row in the transaction that stores the events, so that none
-- is missed however late it commits. The node that evaluates the row deletes it.
CREATE TABLE alert_causes (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- 'archived': more events came for an archived issue, which a spike of them reopens.
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
-- Nearly every batch updates issues, mostly to count more events: the condition spares the trigger for those.
CREATE TRIGGER issues_changed AFTER UPDATE ON issues FOR EACH ROW
    WHEN ((NEW.status = 'archived' AND NEW.event_count > OLD.event_count)
          OR NEW.regressed_at IS DISTINCT FROM OLD.regressed_at)
    EXECUTE FUNCTION note_issue_change();

-- The count of each hour of project_hours at the last evaluation of the project's rules. A count that differs from it
-- has changed since.
CREATE TABLE alert_progress (
    project_id  uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    hour        timestamptz NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (project_id, hour)
);

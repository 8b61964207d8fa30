--liquibase formatted sql

--changeset mesher:004-duties
-- What the nodes have leased of a project's rate-limit window; granted is what the last lease really got.
CREATE TABLE rate_windows (
    project_id   uuid        NOT NULL,
    window_start timestamptz NOT NULL,
    leased       bigint      NOT NULL,
    granted      bigint      NOT NULL,
    PRIMARY KEY (project_id, window_start)
);
CREATE INDEX rate_windows_start ON rate_windows (window_start);

-- One row: the node that runs the single duties, until its lease ends on PostgreSQL's clock.
CREATE TABLE authority (
    singleton       boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    holder          text,
    holder_role     text CHECK (holder_role IN ('primary', 'standby')),
    promotion_epoch bigint NOT NULL DEFAULT 0 CHECK (promotion_epoch >= 0),
    lease_until     timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO authority DEFAULT VALUES;

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

--rollback DROP TABLE alerts, alert_rules, authority, rate_windows;

--liquibase formatted sql

--changeset mesher:told splitStatements:false
--comment: Channels, the episodes in which a rule raises alerts, and the messages that tell of them.

-- Where alerts go. settings holds secrets: only what sends messages reads them.
CREATE TABLE channels (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    org_id        uuid        NOT NULL REFERENCES organizations ON DELETE CASCADE,
    kind          text        NOT NULL,
    name          text        NOT NULL,
    settings      jsonb       NOT NULL,
    created_by    uuid REFERENCES users ON DELETE SET NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    -- Since when every try to send through it has failed. NULL when the last try delivered, and before the first.
    failing_since timestamptz,
    -- Why the last try failed. NULL when it delivered.
    last_error    text
);
CREATE INDEX channels_org ON channels (org_id, created_at, id);
CREATE INDEX channels_creator ON channels (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX channels_failing ON channels (failing_since) WHERE failing_since IS NOT NULL;

-- The channels that a rule names.
CREATE TABLE rule_channels (
    rule_id    uuid NOT NULL REFERENCES alert_rules ON DELETE CASCADE,
    channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
    PRIMARY KEY (rule_id, channel_id)
);
CREATE INDEX rule_channels_channel ON rule_channels (channel_id);

-- Which events and issues a rule judges; {} for all. condition_since changes with it, too.
ALTER TABLE alert_rules ADD COLUMN filters jsonb NOT NULL DEFAULT '{}';

-- When a rule last fired for an issue. Rules that count the whole project's events cool down by last_fired_at instead.
-- issue_id has no foreign key, so that raising an alert waits for nobody's lock on the issue.
CREATE TABLE alert_cooldowns (
    rule_id  uuid        NOT NULL REFERENCES alert_rules ON DELETE CASCADE,
    issue_id uuid        NOT NULL,
    fired_at timestamptz NOT NULL,
    PRIMARY KEY (rule_id, issue_id)
);
CREATE INDEX alert_cooldowns_age ON alert_cooldowns (fired_at);

-- An episode: alerts of one rule without a long pause between them. It is open until the rule has been quiet for a while.
CREATE TABLE episodes (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    rule_id         uuid        NOT NULL REFERENCES alert_rules ON DELETE CASCADE,
    project_id      uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    started_at      timestamptz NOT NULL,
    last_alert_at   timestamptz NOT NULL,
    alert_count     bigint      NOT NULL,
    -- The episode ends then, unless another alert comes before.
    calm_at         timestamptz NOT NULL,
    ended_at        timestamptz,
    acknowledged_at timestamptz
);
CREATE UNIQUE INDEX episodes_open ON episodes (rule_id) WHERE ended_at IS NULL;
CREATE INDEX episodes_calm ON episodes (calm_at) WHERE ended_at IS NULL;
CREATE INDEX episodes_rule ON episodes (rule_id);
CREATE INDEX episodes_project ON episodes (project_id, started_at, id);
CREATE INDEX episodes_project_open ON episodes (project_id, started_at, id) WHERE ended_at IS NULL;

-- number: alerts are numbered in the order in which they are raised.
-- accepted_at: when the event that fired the alert was accepted; NULL when that is not known.
ALTER TABLE alerts
    ADD COLUMN number      bigint GENERATED ALWAYS AS IDENTITY,
    ADD COLUMN episode_id  uuid REFERENCES episodes ON DELETE CASCADE,
    ADD COLUMN accepted_at timestamptz;
CREATE INDEX alerts_episode ON alerts (episode_id, number) WHERE episode_id IS NOT NULL;
CREATE INDEX alerts_unresolved ON alerts (episode_id, status) WHERE episode_id IS NOT NULL AND status <> 'resolved';

-- Who acknowledged or resolved an alert, or a whole episode, and how.
CREATE TABLE alert_actions (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- One of the two is there.
    alert_id   uuid REFERENCES alerts ON DELETE CASCADE,
    episode_id uuid REFERENCES episodes ON DELETE CASCADE,
    at         timestamptz NOT NULL,
    action     text        NOT NULL CHECK (action IN ('acknowledged', 'resolved')),
    -- 'api': a signed-in caller, from the page too. 'link': the signed link of a message. 'pagerduty': its webhook.
    via        text        NOT NULL CHECK (via IN ('api', 'link', 'pagerduty')),
    user_id    uuid REFERENCES users ON DELETE SET NULL,
    -- The channel whose message had the link, or whose webhook was called.
    channel_id uuid REFERENCES channels ON DELETE SET NULL,
    -- Who it was, for people without an account here.
    who        text,
    CHECK (num_nonnulls(alert_id, episode_id) = 1)
);
CREATE INDEX alert_actions_alert ON alert_actions (alert_id, id) WHERE alert_id IS NOT NULL;
CREATE INDEX alert_actions_episode ON alert_actions (episode_id, id) WHERE episode_id IS NOT NULL;
CREATE INDEX alert_actions_user ON alert_actions (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX alert_actions_channel ON alert_actions (channel_id) WHERE channel_id IS NOT NULL;

-- The queue. A message is written in the transaction that raises its alert, and any node may send it. The row is its
-- claim: who sends it holds it until claimed_until.
CREATE TABLE messages (
    -- Receivers see it. It is the same at every try.
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- Messages of an episode go to a channel in this order, one after the other.
    number       bigint GENERATED ALWAYS AS IDENTITY,
    channel_id   uuid        NOT NULL REFERENCES channels ON DELETE CASCADE,
    -- NULL for a test.
    episode_id   uuid REFERENCES episodes ON DELETE CASCADE,
    kind         text        NOT NULL CHECK (kind IN ('first', 'digest', 'calm', 'acknowledged', 'resolved', 'test')),
    -- Who acknowledged, resolved or tested; NULL for other kinds.
    said_by      text,
    created_at   timestamptz NOT NULL DEFAULT now(),
    -- When the first try is due.
    due_at       timestamptz NOT NULL,
    next_try_at  timestamptz NOT NULL,
    -- No other try follows one that fails then or later.
    give_up_at   timestamptz NOT NULL,
    attempt      integer     NOT NULL DEFAULT 0,
    claimed_until timestamptz,
    -- What it says; fixed by the first try.
    content      jsonb,
    -- The content tells of the episode's alerts up to this number. NULL before the first try, and when it tells of none.
    last_alert   bigint,
    delivered_at timestamptz,
    given_up_at  timestamptz
);
CREATE INDEX messages_open ON messages (channel_id, next_try_at) WHERE delivered_at IS NULL AND given_up_at IS NULL;
CREATE INDEX messages_claimed ON messages (channel_id) WHERE claimed_until IS NOT NULL;
CREATE INDEX messages_channel ON messages (channel_id, number);
CREATE INDEX messages_episode ON messages (episode_id, channel_id, number) WHERE episode_id IS NOT NULL;
CREATE INDEX messages_age ON messages (created_at);

-- Every try to send a message.
CREATE TABLE deliveries (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id uuid        NOT NULL REFERENCES messages ON DELETE CASCADE,
    attempt    integer     NOT NULL,
    at         timestamptz NOT NULL,
    -- How long it took.
    millis     integer     NOT NULL,
    -- The receiver's HTTP status or SMTP reply code; NULL when it gave none.
    status     integer,
    -- The receiver's first words, at most 1,024 characters.
    words      text        NOT NULL,
    -- Why the message was not delivered; NULL when it was.
    error      text
);
CREATE INDEX deliveries_message ON deliveries (message_id, id);

-- Keys that all nodes share. 'acknowledge' signs the links with which messages are acknowledged.
CREATE TABLE shared_keys (
    name text PRIMARY KEY,
    key  bytea NOT NULL
);
INSERT INTO shared_keys (name, key) VALUES ('acknowledge', gen_random_bytes(32));

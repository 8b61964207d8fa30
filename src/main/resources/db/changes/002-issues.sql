--liquibase formatted sql

--changeset mesher:002-issues
--comment: fillfactor leaves room on the page, so that the bump of a counter touches no index (HOT). No index on a column that every batch changes.
CREATE TABLE issues (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id       uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    fingerprint      text        NOT NULL,
    title            text        NOT NULL,
    culprit          text,
    level            text        NOT NULL DEFAULT 'error'
                                 CHECK (level IN ('fatal', 'error', 'warning', 'info', 'debug')),
    -- 'deleted': hidden at once, its events are removed in the background, then the row
    status           text        NOT NULL DEFAULT 'unresolved'
                                 CHECK (status IN ('unresolved', 'resolved', 'archived', 'discarded', 'deleted')),
    event_count      bigint      NOT NULL DEFAULT 0,
    user_count       bigint      NOT NULL DEFAULT 0,
    first_seen       timestamptz NOT NULL DEFAULT now(),
    last_seen        timestamptz NOT NULL DEFAULT now(),
    assigned_to      uuid REFERENCES users ON DELETE SET NULL,
    last_resolved_at timestamptz,
    regressed_at     timestamptz
) WITH (fillfactor = 70);
CREATE INDEX issues_project ON issues (project_id);
CREATE INDEX issues_deleted ON issues (id) WHERE status = 'deleted';

-- An issue owns one or more fingerprints: merge and unmerge move rows here, a new version of the algorithm adds them.
CREATE TABLE issue_fingerprints (
    project_id  uuid        NOT NULL,
    fingerprint text        NOT NULL,
    algorithm   smallint    NOT NULL DEFAULT 1,
    issue_id    uuid        NOT NULL REFERENCES issues ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, fingerprint)
);
CREATE INDEX issue_fingerprints_issue ON issue_fingerprints (issue_id);

-- The tables below are filled by every batch. They refer to issues without a foreign key, whose check would be paid
-- for each event; the removal of an issue clears them.

-- Who met the issue: the digest of what identifies the user, never the user's data.
CREATE TABLE issue_users (
    issue_id  uuid NOT NULL,
    user_hash uuid NOT NULL,
    PRIMARY KEY (issue_id, user_hash)
);

-- Where the issue was seen; '' stands for an event that names none.
CREATE TABLE issue_releases (
    issue_id    uuid NOT NULL,
    environment text NOT NULL,
    release     text NOT NULL,
    PRIMARY KEY (issue_id, environment, release)
);

CREATE TABLE issue_hours (
    issue_id    uuid        NOT NULL,
    hour        timestamptz NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (issue_id, hour)
) WITH (fillfactor = 70);

-- Every batch of every node bumps the row of the running hour: slots keep them from waiting for one another.
CREATE TABLE project_hours (
    project_id  uuid        NOT NULL,
    hour        timestamptz NOT NULL,
    level       text        NOT NULL,
    slot        smallint    NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (project_id, hour, level, slot)
) WITH (fillfactor = 50);

--rollback DROP TABLE project_hours, issue_hours, issue_releases, issue_users, issue_fingerprints, issues;

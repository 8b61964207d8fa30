--liquibase formatted sql

--changeset mesher:issues splitStatements:false
--comment: Issues, the fingerprints that they own, what is counted of them, and the moves of events after a merge.

-- Finds a part of a title by its trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Every batch of events changes rows of this table. The fill factor leaves room on the page for the new version of a
-- row, and no index is on a column that a batch changes: so the update is a HOT update, which touches no index.
CREATE TABLE issues (
    id               uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id       uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    -- The fingerprint that opened the issue. All that it owns are in issue_fingerprints.
    fingerprint      text        NOT NULL,
    title            text        NOT NULL,
    culprit          text,
    level            text        NOT NULL DEFAULT 'error'
                                 CHECK (level IN ('fatal', 'error', 'warning', 'info', 'debug')),
    -- A 'deleted' issue is hidden at once. Its events are removed in the background, then the row itself.
    status           text        NOT NULL DEFAULT 'unresolved'
                                 CHECK (status IN ('unresolved', 'resolved', 'archived', 'discarded', 'deleted')),
    event_count      bigint      NOT NULL DEFAULT 0,
    user_count       bigint      NOT NULL DEFAULT 0,
    first_seen       timestamptz NOT NULL DEFAULT now(),
    last_seen        timestamptz NOT NULL DEFAULT now(),
    assigned_to      uuid REFERENCES users ON DELETE SET NULL,
    last_resolved_at timestamptz,
    regressed_at     timestamptz,
    -- The running hour and its events. They are counted here, on a row that the batch changes anyway.
    -- Once the hour is over, its count is written to issue_hours.
    hour             timestamptz,
    hour_count       bigint      NOT NULL DEFAULT 0,
    -- The issue that this one was merged into. This one is removed when all its events have moved there.
    merged_into      uuid
) WITH (fillfactor = 70);
CREATE INDEX issues_project ON issues (project_id);
CREATE INDEX issues_deleted ON issues (id) WHERE status = 'deleted';
CREATE INDEX issues_merged ON issues (merged_into) WHERE merged_into IS NOT NULL;
-- Has no project_id: with it, the planner would choose this index also for lists that search no title.
-- Without fastupdate a new title goes into the index at once, which is cheap: it is written only when an issue opens.
CREATE INDEX issues_title ON issues USING gin (title gin_trgm_ops) WITH (fastupdate = off);

-- An issue owns one or more fingerprints. Merging and unmerging move rows to another issue, a new version of the
-- grouping algorithm adds rows.
CREATE TABLE issue_fingerprints (
    project_id  uuid        NOT NULL,
    fingerprint text        NOT NULL,
    -- The version of the grouping algorithm that made the fingerprint.
    algorithm   smallint    NOT NULL DEFAULT 1,
    issue_id    uuid        NOT NULL REFERENCES issues ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, fingerprint)
);
CREATE INDEX issue_fingerprints_issue ON issue_fingerprints (issue_id);

-- Where an issue went that was merged into another: written when its row is removed from issues, so that its address
-- still leads to the other one. Goes on with that one when it is merged itself.
CREATE TABLE merged_issues (
    issue_id    uuid PRIMARY KEY,
    merged_into uuid NOT NULL REFERENCES issues ON DELETE CASCADE
);
CREATE INDEX merged_issues_into ON merged_issues (merged_into);

-- Batches write the next three tables. These refer to issues without a foreign key, because its check would be paid for
-- each event. The removal of an issue clears them.

-- The users that met the issue: a hash of what identifies the user, never the user's data.
CREATE TABLE issue_users (
    issue_id  uuid NOT NULL,
    user_hash uuid NOT NULL,
    PRIMARY KEY (issue_id, user_hash)
);

-- The environments and releases that the issue was seen in. '' stands for an event that names none.
CREATE TABLE issue_releases (
    issue_id    uuid NOT NULL,
    environment text NOT NULL,
    release     text NOT NULL,
    PRIMARY KEY (issue_id, environment, release)
);

-- The events of each hour that is over. The running hour is in issues.hour_count; issue_activity shows both.
CREATE TABLE issue_hours (
    issue_id    uuid        NOT NULL,
    hour        timestamptz NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (issue_id, hour)
) WITH (fillfactor = 70);

CREATE VIEW issue_activity AS
    SELECT issue_id, hour, sum(event_count)::bigint AS event_count
    FROM (SELECT issue_id, hour, event_count FROM issue_hours
          UNION ALL
          SELECT id, hour, hour_count FROM issues WHERE hour IS NOT NULL) AS counts
    GROUP BY issue_id, hour;

-- The events of a project in each hour, by level. Every batch of every node adds to the running hour. A writer picks
-- a slot that few others use, so that writers seldom wait for each other. The count is the sum over the slots.
CREATE TABLE project_hours (
    project_id  uuid        NOT NULL,
    hour        timestamptz NOT NULL,
    level       text        NOT NULL,
    slot        smallint    NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (project_id, hour, level, slot)
) WITH (fillfactor = 50);

-- An event belongs to the issue that owns its fingerprint. After a merge or an unmerge, events are still stored under
-- the issue that owned it before. That issue has a row here until its events have moved to the new owner.
CREATE TABLE issue_moves (
    issue_id     uuid PRIMARY KEY,
    requested_at timestamptz NOT NULL DEFAULT now(),
    due_at       timestamptz NOT NULL DEFAULT now(),
    -- A round reads the issue's events from the oldest on. It has come as far as this event.
    after_time   timestamptz NOT NULL DEFAULT '-infinity',
    after_id     uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    -- True when this round began after the end of every batch that still stored under the former owner.
    last_round   boolean     NOT NULL DEFAULT false
);

-- The users and the releases of events in an issue that lost fingerprints. stays is true when an event that remains
-- in the issue has them too.
CREATE TABLE issue_move_users (
    issue_id  uuid    NOT NULL,
    user_hash uuid    NOT NULL,
    stays     boolean NOT NULL,
    PRIMARY KEY (issue_id, user_hash)
);
CREATE TABLE issue_move_releases (
    issue_id    uuid    NOT NULL,
    environment text    NOT NULL,
    release     text    NOT NULL,
    stays       boolean NOT NULL,
    PRIMARY KEY (issue_id, environment, release)
);

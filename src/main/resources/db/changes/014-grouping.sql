--liquibase formatted sql

--changeset mesher:014-moves
--comment: An event belongs to the issue that owns its fingerprint. After a merge or an unmerge events are still where they were before: each such issue is noted here until its events have followed. merged_into marks an issue that only waits to be empty.
ALTER TABLE issues ADD COLUMN merged_into uuid;
CREATE INDEX issues_merged ON issues (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE issue_moves (
    issue_id     uuid PRIMARY KEY,
    requested_at timestamptz NOT NULL DEFAULT now(),
    due_at       timestamptz NOT NULL DEFAULT now(),
    -- The events up to here have been looked at in this round, oldest first.
    after_time   timestamptz NOT NULL DEFAULT '-infinity',
    after_id     uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    -- Whether this round began after every batch had ended that knew the fingerprints' former owner.
    last_round   boolean     NOT NULL DEFAULT false
);

-- Of an issue that lost fingerprints: which users and places its events had, and whether an event that stays has them.
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

--rollback DROP TABLE issue_move_releases, issue_move_users, issue_moves; DROP INDEX issues_merged; ALTER TABLE issues DROP COLUMN merged_into;

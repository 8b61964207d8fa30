--liquibase formatted sql

--changeset mesher:releases splitStatements:false
--comment: The releases and environments of each project, and the release that each issue came with. The digest writes them.

-- The tags of an event, with its environment and its release as two more. They replace tags of the same name.
CREATE FUNCTION event_tags(tags jsonb, environment text, release text) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE
RETURN tags || jsonb_strip_nulls(jsonb_build_object('environment', nullif(environment, ''), 'release', nullif(release, '')));

-- '' stands for events that name no release, or no environment. Each batch of the digest changes last_seen: the fill
-- factor leaves room for the new version of a row.
CREATE TABLE project_releases (
    project_id  uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    release     text        NOT NULL,
    environment text        NOT NULL,
    first_seen  timestamptz NOT NULL,
    last_seen   timestamptz NOT NULL,
    PRIMARY KEY (project_id, release, environment)
) WITH (fillfactor = 50);

-- The release of each issue's first event. '' when that event names none, or was removed before the digest looked for it.
CREATE TABLE issue_origins (
    issue_id   uuid PRIMARY KEY REFERENCES issues ON DELETE CASCADE,
    project_id uuid NOT NULL,
    release    text NOT NULL
);
CREATE INDEX issue_origins_release ON issue_origins (project_id, release);

-- Events that were digested before these tables existed are read once more, from the newest back.
CREATE TABLE release_progress (
    singleton   boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    -- Events with this id and greater ones have been read.
    read_from   uuid    NOT NULL,
    -- The most events that will still be read.
    events_left integer NOT NULL
);
INSERT INTO release_progress (read_from, events_left)
SELECT CASE WHEN isfinite(digested_until) THEN first_event_id(digested_until + interval '1 millisecond') ELSE digested_to END,
       200000
FROM digest_progress;

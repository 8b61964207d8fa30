--liquibase formatted sql

--changeset mesher:008-digest
--comment: What searches and tags need, made from stored events shortly after, by one node at a time: a full text index on events themselves would cost each insert three times what it costs now.
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- What a search looks at. What would make the parser take several words for one (a host, a path, a tag) is a space.
CREATE FUNCTION search_text(message text, exception_type text, exception_value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN replace(replace(replace(replace(replace(replace(
    left(message, 2000) || ' ' || coalesce(left(exception_type, 500), '') || ' '
        || coalesce(left(exception_value, 2000), ''),
    '.', ' '), '/', ' '), '-', ' '), '@', ' '), '<', ' '), '+', ' ');

-- Up to which event the digest has come; what was stored later with a smaller id is found by the counts of its hour.
CREATE TABLE digest_progress (
    singleton      boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    digested_to    uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    -- The time inside digested_to, which says which partitions may hold later events.
    digested_until timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO digest_progress DEFAULT VALUES;

CREATE TABLE digest_hours (
    project_id  uuid        NOT NULL,
    hour        timestamptz NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (project_id, hour)
);

-- A few events of one project and hour, and every word in them.
CREATE TABLE event_blocks (
    project_id uuid        NOT NULL,
    last_id    uuid        NOT NULL,
    hour       timestamptz NOT NULL,
    ids        uuid[]      NOT NULL,
    -- Of each of the ids: it names the partition.
    times      timestamptz[] NOT NULL,
    words      text[]      NOT NULL,
    PRIMARY KEY (project_id, last_id)
);
CREATE INDEX event_blocks_words ON event_blocks USING gin (project_id, words);
CREATE INDEX event_blocks_hour ON event_blocks (hour);

-- The most frequent values of each tag, for two days.
CREATE TABLE tag_hours (
    project_id  uuid        NOT NULL,
    key         text        NOT NULL,
    hour        timestamptz NOT NULL,
    value       text        NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (project_id, key, hour, value)
) WITH (fillfactor = 70);
CREATE INDEX tag_hours_hour ON tag_hours (hour);

--rollback DROP TABLE tag_hours, event_blocks, digest_hours, digest_progress; DROP FUNCTION search_text(text, text, text);

--changeset mesher:008-item-counts
--comment: What came in besides error events. Days are UTC.
CREATE TABLE item_counts (
    project_id uuid   NOT NULL REFERENCES projects ON DELETE CASCADE,
    day        date   NOT NULL,
    category   text   NOT NULL,
    item_count bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (project_id, day, category)
);
--rollback DROP TABLE item_counts;

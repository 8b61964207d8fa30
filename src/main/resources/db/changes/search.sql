--liquibase formatted sql

--changeset mesher:search splitStatements:false
--comment: What searches and tag counts read. One node at a time builds it from stored events, shortly after they came.

-- Words and tags are not indexed on events itself: a full text index there would make each insert three times as
-- expensive.

-- Lets project_id (uuid) and slice (integer) stand beside words in one GIN index.
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- The text of an event that is searched.
CREATE FUNCTION search_text(message text, exception_type text, exception_value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN left(message, 2000) || ' ' || coalesce(left(exception_type, 500), '') || ' ' || coalesce(left(exception_value, 2000), '');

-- The number of the six hours that a time is in, from 1970 on. A search for a word that too many blocks hold reads one
-- slice after the other, from the newest back.
CREATE FUNCTION search_slice(hour timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(extract(epoch FROM hour AT TIME ZONE 'UTC') / 21600)::integer;

-- How far the digest (the building of these tables) has come. An event that is stored later with a smaller id is found
-- by comparing digest_hours with project_hours.
CREATE TABLE digest_progress (
    singleton      boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    digested_to    uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    -- received_at of that event: partitions that end before it need not be read.
    digested_until timestamptz NOT NULL DEFAULT '-infinity'
);
INSERT INTO digest_progress DEFAULT VALUES;

-- The events of each hour that were digested.
CREATE TABLE digest_hours (
    project_id  uuid        NOT NULL,
    hour        timestamptz NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (project_id, hour)
);

-- A block: a few events of one project and one hour, and every word in them.
CREATE TABLE event_blocks (
    project_id uuid        NOT NULL,
    last_id    uuid        NOT NULL,
    hour       timestamptz NOT NULL,
    ids        uuid[]      NOT NULL,
    -- received_at of each of the ids: it tells the partition.
    times      timestamptz[] NOT NULL,
    words      text[]      NOT NULL,
    slice      integer     NOT NULL GENERATED ALWAYS AS (search_slice(hour)) STORED,
    PRIMARY KEY (project_id, last_id)
);
-- New words wait in a list until they are sorted into the index. Each look into the index reads that whole list, and a
-- search looks once for each slice: so the list holds 64 kB at most (the default is 4 MB).
CREATE INDEX event_blocks_words ON event_blocks USING gin (project_id, slice, words) WITH (gin_pending_list_limit = 64);
CREATE INDEX event_blocks_hour ON event_blocks (hour);

-- The most frequent values of each tag in each hour of the last two days.
CREATE TABLE tag_hours (
    project_id  uuid        NOT NULL,
    key         text        NOT NULL,
    hour        timestamptz NOT NULL,
    value       text        NOT NULL,
    event_count bigint      NOT NULL,
    PRIMARY KEY (project_id, key, hour, value)
) WITH (fillfactor = 70);
CREATE INDEX tag_hours_hour ON tag_hours (hour);

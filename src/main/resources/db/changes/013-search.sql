--liquibase formatted sql

--changeset mesher:013-search-slices
--comment: A slice is six hours. A search takes them one by one, from the newest back, for words that too many blocks hold.
CREATE FUNCTION search_slice(hour timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(extract(epoch FROM hour AT TIME ZONE 'UTC') / 21600)::integer;

DROP INDEX event_blocks_words;
ALTER TABLE event_blocks ADD COLUMN slice integer NOT NULL GENERATED ALWAYS AS (search_slice(hour)) STORED;
CREATE INDEX event_blocks_words ON event_blocks USING gin (project_id, slice, words);

--rollback DROP INDEX event_blocks_words; ALTER TABLE event_blocks DROP COLUMN slice; DROP FUNCTION search_slice(timestamptz); CREATE INDEX event_blocks_words ON event_blocks USING gin (project_id, words);

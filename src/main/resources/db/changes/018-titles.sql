--liquibase formatted sql

--changeset mesher:018-titles
--comment: A part of a title is looked for by its trigrams. Without the project in front: with it, the index would be taken for lists that name no title. A title is written once, when its issue opens, so the index takes it at once.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX issues_title ON issues USING gin (title gin_trgm_ops) WITH (fastupdate = off);

--rollback DROP INDEX issues_title;

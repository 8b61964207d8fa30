--liquibase formatted sql

--changeset mesher:issue-rows splitStatements:false
--comment: The exception of an issue's first event, which lists show.

-- Written when the issue opens, and never by a later batch. NULL for an issue that was opened before this change set,
-- and for one whose first event had no exception. exception_value has at most 500 characters.
ALTER TABLE issues ADD COLUMN exception_type text, ADD COLUMN exception_value text;

--liquibase formatted sql

--changeset mesher:011-dictionaries
--comment: What the payloads of events have in common, learnt from them: a payload that was compressed with one names it.
CREATE TABLE payload_dictionaries (
    id         bigint PRIMARY KEY,
    dictionary bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE payload_dictionaries;

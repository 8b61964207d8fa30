--liquibase formatted sql

--changeset mesher:017-request-keys
--comment: The request keys of the last 24 hours, each with its first answer, written by the transaction that stored its events.
CREATE TABLE request_keys (
    project_id   uuid        NOT NULL,
    request_key  text        NOT NULL,
    payload_hash uuid        NOT NULL,
    attempt_id   uuid        NOT NULL,
    results      text,
    ingress_node text        NOT NULL,
    owner_node   text        NOT NULL,
    routed       boolean     NOT NULL DEFAULT false,
    journalled   boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, request_key)
);
CREATE INDEX request_keys_age ON request_keys (created_at);

--rollback DROP TABLE request_keys;

--liquibase formatted sql

--changeset mesher:continuity splitStatements:false
--comment: The request keys of the last 24 hours: a request that is sent again gets its first answer.

-- The transaction that stores a request's events writes the row, so either both are there or neither is.
CREATE TABLE request_keys (
    project_id   uuid        NOT NULL,
    request_key  text        NOT NULL,
    payload_hash uuid        NOT NULL,
    attempt_id   uuid        NOT NULL,
    -- The answer.
    results      text,
    -- The node that took the request.
    ingress_node text        NOT NULL,
    -- The node that stored it.
    owner_node   text        NOT NULL,
    -- True when these were two nodes.
    routed       boolean     NOT NULL DEFAULT false,
    -- True when the request waited in a node's journal before.
    journalled   boolean     NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project_id, request_key)
);
CREATE INDEX request_keys_age ON request_keys (created_at);

--liquibase formatted sql

--changeset mesher:015-attachments
--comment: Files that came with an event, which is named by the client's id: they may come before it. Read in pieces, so stored uncompressed.
CREATE TABLE attachments (
    project_id   uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    event_id     uuid        NOT NULL,
    -- Of name, kind and bytes: what is sent again is stored once.
    digest       uuid        NOT NULL,
    id           uuid        NOT NULL DEFAULT gen_random_uuid(),
    filename     text        NOT NULL,
    content_type text,
    kind         text        NOT NULL,
    size         integer     NOT NULL,
    received_at  timestamptz NOT NULL,
    -- Whether the event was found later on; what stays without one is removed.
    settled      boolean     NOT NULL DEFAULT false,
    data         bytea       NOT NULL,
    PRIMARY KEY (project_id, event_id, digest)
);
ALTER TABLE attachments ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE UNIQUE INDEX attachments_id ON attachments (id);
CREATE INDEX attachments_age ON attachments (project_id, received_at);
CREATE INDEX attachments_unsettled ON attachments (received_at) WHERE NOT settled;
--rollback DROP TABLE attachments;

--changeset mesher:015-user-feedback
--comment: What users say about an event that they met; the event may come later.
CREATE TABLE user_feedback (
    project_id  uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    event_id    uuid        NOT NULL,
    digest      uuid        NOT NULL,
    name        text,
    email       text,
    message     text        NOT NULL,
    url         text,
    received_at timestamptz NOT NULL,
    settled     boolean     NOT NULL DEFAULT false,
    PRIMARY KEY (project_id, event_id, digest)
);
CREATE INDEX user_feedback_age ON user_feedback (project_id, received_at);
CREATE INDEX user_feedback_unsettled ON user_feedback (received_at) WHERE NOT settled;
--rollback DROP TABLE user_feedback;

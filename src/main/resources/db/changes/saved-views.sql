--liquibase formatted sql

--changeset mesher:saved-views splitStatements:false
--comment: Searches for issues that people keep under a name.

CREATE TABLE saved_views (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    project_id uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    -- NULL for a caller who needed no account.
    user_id    uuid REFERENCES users ON DELETE CASCADE,
    name       text        NOT NULL,
    query      text        NOT NULL,
    sort       text        NOT NULL,
    -- Whether the other members of the organisation see it too.
    shared     boolean     NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX saved_views_owner ON saved_views (project_id, user_id);
CREATE INDEX saved_views_shared ON saved_views (project_id, name) WHERE shared;
CREATE INDEX saved_views_user ON saved_views (user_id) WHERE user_id IS NOT NULL;

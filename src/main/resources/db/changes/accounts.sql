--liquibase formatted sql

--changeset mesher:accounts splitStatements:false
--comment: Who may sign in, and to which organisations they belong.

-- Hashes passwords (bcrypt).
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE TABLE organizations (
    id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name       text        NOT NULL,
    slug       text        NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    email         text        NOT NULL,
    password_hash text        NOT NULL,
    display_name  text        NOT NULL DEFAULT '',
    created_at    timestamptz NOT NULL DEFAULT now(),
    -- Where the user has signed in from (/24 of IPv4, /64 of IPv6), latest first, at most 20.
    sign_in_networks text[]   NOT NULL DEFAULT '{}'
);
-- Two spellings of an address are one account when they differ in the case of A to Z alone, in every locale.
CREATE UNIQUE INDEX users_email ON users (lower(email COLLATE "C"));

CREATE TABLE org_memberships (
    id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id   uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    org_id    uuid        NOT NULL REFERENCES organizations ON DELETE CASCADE,
    role      text        NOT NULL DEFAULT 'member' CHECK (role IN ('owner', 'admin', 'member')),
    joined_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (org_id, user_id)
);
CREATE INDEX org_memberships_user ON org_memberships (user_id);

CREATE TABLE sessions (
    -- The SHA-256 of the token in hexadecimal. The token itself is never stored.
    token      text PRIMARY KEY,
    user_id    uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Tokens for scripts.
CREATE TABLE api_tokens (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id      uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    name         text        NOT NULL,
    -- The SHA-256 of the token in hexadecimal. The token itself is never stored.
    token_hash   text        NOT NULL UNIQUE,
    scopes       text[]      NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write', 'admin']),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX api_tokens_user ON api_tokens (user_id, created_at);

-- Has a row once Mesher has made an account. Without one, MESHER_AUTH=auto lets the node's own machine in unasked.
-- An account that was inserted by plain SQL does not count.
CREATE TABLE first_account (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    made_at   timestamptz NOT NULL DEFAULT now()
);

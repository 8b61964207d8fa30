--liquibase formatted sql

--changeset mesher:007-api-tokens
--comment: Tokens for scripts. Like a session's, the value itself is never stored: token_hash is its SHA-256 in hexadecimal.
CREATE TABLE api_tokens (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id      uuid        NOT NULL REFERENCES users ON DELETE CASCADE,
    name         text        NOT NULL,
    token_hash   text        NOT NULL UNIQUE,
    scopes       text[]      NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write', 'admin']),
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
CREATE INDEX api_tokens_user ON api_tokens (user_id, created_at);
CREATE INDEX sessions_expiry ON sessions (expires_at);
--rollback DROP INDEX sessions_expiry; DROP TABLE api_tokens;

--changeset mesher:007-first-account
--comment: Holds a row once an account was made through Mesher: from then on this machine has to sign in, too. An account written by plain SQL leaves no mark.
CREATE TABLE first_account (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    made_at   timestamptz NOT NULL DEFAULT now()
);
--rollback DROP TABLE first_account;

--liquibase formatted sql

--changeset mesher:people splitStatements:false
--comment: Operators, the first account from the page, people's own sessions, invitations, and deleted projects.

-- An operator may use the routes about the whole installation.
ALTER TABLE users ADD COLUMN operator boolean NOT NULL DEFAULT false;

-- A database that has accounts already gets one operator: who has been an owner of the first organisation for longest.
UPDATE users SET operator = true
WHERE id = (SELECT m.user_id FROM org_memberships m JOIN organizations o ON o.id = m.org_id
            WHERE o.slug = 'default' AND m.role = 'owner' ORDER BY m.joined_at, m.id LIMIT 1);

-- By id, people see and end their own sessions. network is where the session was opened: /24 of IPv4, /64 of IPv6.
ALTER TABLE sessions ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE;
ALTER TABLE sessions ADD COLUMN network text;

-- The one-time codes with which the page makes the first account. Each node makes one when it starts and there is no
-- account. Any node accepts every code here. All are removed with the first account.
CREATE TABLE first_account_codes (
    -- The SHA-256 of the code in hexadecimal. The code itself is never stored.
    code_hash text PRIMARY KEY,
    made_at   timestamptz NOT NULL DEFAULT now()
);

-- An invitation is open until it is accepted or revoked, or expires.
CREATE TABLE invitations (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    org_id      uuid        NOT NULL REFERENCES organizations ON DELETE CASCADE,
    email       text        NOT NULL,
    role        text        NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    -- The SHA-256 of the token in hexadecimal. The token itself is never stored.
    token_hash  text        NOT NULL UNIQUE,
    invited_by  uuid REFERENCES users ON DELETE SET NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL,
    accepted_at timestamptz,
    revoked_at  timestamptz
);
CREATE INDEX invitations_org ON invitations (org_id, created_at);
CREATE INDEX invitations_inviter ON invitations (invited_by);

-- A deleted project is hidden at once, and what belongs to it is removed in the background. Its row stays: events that
-- were acknowledged before the deletion may still arrive, perhaps from a journal weeks later, and refer to it.
ALTER TABLE projects ADD COLUMN deleted_at timestamptz;
CREATE INDEX projects_deleted ON projects (deleted_at) WHERE deleted_at IS NOT NULL;

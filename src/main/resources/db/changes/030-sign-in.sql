--liquibase formatted sql

--changeset mesher:030-email-folding
--comment: Two spellings of an address are one account when they differ in the case of A to Z alone, in every locale.
DROP INDEX users_email;
CREATE UNIQUE INDEX users_email ON users (lower(email COLLATE "C"));

--rollback DROP INDEX users_email; CREATE UNIQUE INDEX users_email ON users (lower(email));

--changeset mesher:030-sign-in-networks
--comment: Where a user has signed in from (/24 of IPv4, /64 of IPv6), latest first, at most 20.
ALTER TABLE users ADD COLUMN sign_in_networks text[] NOT NULL DEFAULT '{}';

--rollback ALTER TABLE users DROP COLUMN sign_in_networks;

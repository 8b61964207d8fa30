--liquibase formatted sql

--changeset mesher:duties splitStatements:false
--comment: Which node runs the duties that one node at a time runs: alerts, retention, partitions.

-- One row: the node that holds the authority, until its lease ends by PostgreSQL's clock.
CREATE TABLE authority (
    singleton       boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    holder          text,
    holder_role     text CHECK (holder_role IN ('primary', 'standby')),
    -- Grows whenever another node takes over. A node that finds a newer epoch than its own stops its duties.
    promotion_epoch bigint NOT NULL DEFAULT 0 CHECK (promotion_epoch >= 0),
    lease_until     timestamptz NOT NULL DEFAULT '-infinity',
    -- Tells apart two nodes that were given the same name by mistake: only one of them holds the lease.
    holder_process  uuid
);
INSERT INTO authority DEFAULT VALUES;

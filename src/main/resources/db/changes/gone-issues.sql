--liquibase formatted sql

--changeset mesher:gone-issues splitStatements:false
--comment: The issues that are gone, for 30 days: who has an older list learns what to take out of it.

CREATE TABLE gone_issues (
    issue_id   uuid PRIMARY KEY,
    project_id uuid        NOT NULL REFERENCES projects ON DELETE CASCADE,
    gone_at    timestamptz NOT NULL DEFAULT now(),
    -- The transaction that removed the issue. The time would not do: it is that of the transaction's begin, and
    -- transactions do not commit in the order in which they begin.
    gone_in    xid8        NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX gone_issues_project ON gone_issues (project_id, gone_in);
CREATE INDEX gone_issues_expiry ON gone_issues (gone_at);

-- An issue is gone when a user or the retention deletes it. The end of a merge adds its row by itself, since it removes
-- the issue at once.
CREATE FUNCTION note_gone_issue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO gone_issues (issue_id, project_id) VALUES (NEW.id, NEW.project_id) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
-- Nearly every batch updates issues, mostly to count more events: the condition spares the trigger for those.
CREATE TRIGGER issues_gone AFTER UPDATE ON issues FOR EACH ROW
    WHEN (NEW.status = 'deleted' AND OLD.status <> 'deleted')
    EXECUTE FUNCTION note_gone_issue();

--liquibase formatted sql

--changeset mesher:seed splitStatements:false
--comment: An organisation, a project and a key to begin with.

-- The key is public: revoke it on a server that others reach.
INSERT INTO organizations (name, slug) VALUES ('Default', 'default') ON CONFLICT (slug) DO NOTHING;
INSERT INTO projects (org_id, name, slug)
    SELECT id, 'Default', 'default' FROM organizations WHERE slug = 'default'
    ON CONFLICT (org_id, slug) DO NOTHING;
INSERT INTO api_keys (project_id, key_value, label)
    SELECT p.id, 'mshr_devdefaultapikey000000000000000000000000000', 'dev-default'
    FROM projects p JOIN organizations o ON o.id = p.org_id
    WHERE o.slug = 'default' AND p.slug = 'default'
    ON CONFLICT (key_value) DO NOTHING;

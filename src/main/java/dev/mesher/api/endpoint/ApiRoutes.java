package dev.mesher.api.endpoint;

/** Some routes of the management API, with their paths. */
public interface ApiRoutes {
    /** The path of one organisation. */
    String ORG = "/api/v1/orgs/:org";

    /** The path of one project. */
    String PROJECT = "/api/v1/projects/:project";

    /** The path of one issue. */
    String ISSUE = "/api/v1/issues/:issue";

    /** Adds the routes. */
    void addTo(Endpoints to);
}

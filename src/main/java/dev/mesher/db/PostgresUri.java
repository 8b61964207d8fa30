package dev.mesher.db;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** One {@code postgres://} URI, read the same way for the Vert.x client and for JDBC (Liquibase). */
public final class PostgresUri {
    private final String text;
    private final URI uri;

    /**
     * Takes {@code postgres://} and {@code postgresql://}.
     *
     * @throws IllegalArgumentException when it is neither; the message does not repeat the text, which may contain a
     *     password
     */
    public PostgresUri(String text) {
        this.text = text;
        try {
            this.uri = URI.create(text);
            // Parsed here so that a URI that the client rejects fails at start and not at the first query.
            PgConnectOptions ignored = PgConnectOptions.fromUri(text);
            if (uri.getHost() == null || ignored.getDatabase() == null) {
                throw new IllegalArgumentException("no host or database");
            }
        } catch (RuntimeException invalid) {
            throw new IllegalArgumentException("expected postgres://user:password@host:port/database");
        }
    }

    /** Options of the Vert.x client. Each statement, however long, is parsed and planned once for each connection. */
    public PgConnectOptions connectOptions() {
        PgConnectOptions options = PgConnectOptions.fromUri(text);
        options.setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                .setPreparedStatementCacheSqlLimit(Integer.MAX_VALUE);
        return options;
    }

    /** The JDBC URL without user and password; those are in {@link #jdbcProperties()}. */
    public String jdbcUrl() {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return "jdbc:postgresql://" + uri.getHost() + ":" + port + "/"
                + URLEncoder.encode(decoded(uri.getRawPath().substring(1)), StandardCharsets.UTF_8) + query;
    }

    /** User, password and timeouts for JDBC. */
    public Properties jdbcProperties() {
        Properties properties = new Properties();
        PgConnectOptions options = PgConnectOptions.fromUri(text);
        properties.setProperty("user", options.getUser());
        if (options.getPassword() != null) {
            properties.setProperty("password", options.getPassword());
        }
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("ApplicationName", "mesher");
        return properties;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Host, port and database, for log lines. */
    @Override
    public String toString() {
        return uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort()) + uri.getPath();
    }
}

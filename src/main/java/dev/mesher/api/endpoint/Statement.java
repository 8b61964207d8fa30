package dev.mesher.api.endpoint;

import io.vertx.sqlclient.Tuple;

/** Builds a query whose conditions are added one by one, each with its arguments. */
public final class Statement {
    private final StringBuilder text;
    private final Tuple arguments = Tuple.tuple();

    /**
     * @param head a query that ends with a condition and has no arguments
     */
    public Statement(String head) {
        text = new StringBuilder(head);
    }

    /**
     * Adds a condition.
     *
     * @param condition SQL with a {@code ?} for each of {@code values}; never text from a client
     */
    public void and(String condition, Object... values) {
        text.append(" AND ");
        int from = 0;
        for (Object value : values) {
            int mark = condition.indexOf('?', from);
            arguments.addValue(value);
            text.append(condition, from, mark).append('$').append(arguments.size());
            from = mark + 1;
        }
        text.append(condition, from, condition.length());
    }

    /** Adds SQL without arguments; never text from a client. */
    public void add(String sql) {
        text.append(sql);
    }

    public String text() {
        return text.toString();
    }

    public Tuple arguments() {
        return arguments;
    }
}

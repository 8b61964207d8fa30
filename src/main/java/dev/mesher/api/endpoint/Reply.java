package dev.mesher.api.endpoint;

/** An answer with a status of its own. Any other result of a route is answered with status 200. */
public record Reply(int status, Object body) {
    private static final int NONE = 0;

    /** The route has already sent its answer. */
    public static final Reply SENT = new Reply(NONE, "");

    boolean isSent() {
        return status == NONE;
    }

    public static Reply created(Object body) {
        return new Reply(201, body);
    }
}

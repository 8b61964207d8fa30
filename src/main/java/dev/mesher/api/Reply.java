package dev.mesher.api;

/** An answer with a status of its own. Any other result of a route is answered with status 200. */
record Reply(int status, Object body) {
    private static final int NONE = 0;

    /** The route has already sent its answer. */
    static final Reply SENT = new Reply(NONE, "");

    boolean isSent() {
        return status == NONE;
    }

    static Reply created(Object body) {
        return new Reply(201, body);
    }
}

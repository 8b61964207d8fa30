package dev.mesher.api;

/** An answer with a status of its own; a route that comes to anything else answers 200 with it. */
record Reply(int status, Object body) {
    private static final int NONE = 0;

    /** The route has sent its answer by itself. */
    static final Reply SENT = new Reply(NONE, "");

    boolean isSent() {
        return status == NONE;
    }

    static Reply created(Object body) {
        return new Reply(201, body);
    }
}

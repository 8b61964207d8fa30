package dev.mesher.api;

/** An answer with a status of its own; a route that comes to anything else answers 200 with it. */
record Reply(int status, Object body) {
    /** The route has sent its answer by itself. */
    static final Reply SENT = new Reply(0, "");

    static Reply created(Object body) {
        return new Reply(201, body);
    }
}

package dev.mesher.api;

/** An answer with a status of its own; a route that comes to anything else answers 200 with it. */
record Reply(int status, Object body) {
    static Reply created(Object body) {
        return new Reply(201, body);
    }
}

package dev.mesher.stream;

/**
 * What the subscribers of a project want to be told of its events.
 *
 * @param events whether one of them follows the bodies of events
 * @param issues whether one of them follows rows of issues
 */
record Interest(boolean events, boolean issues) {
    static final Interest NONE = new Interest(false, false);

    Interest or(Interest other) {
        return new Interest(events || other.events, issues || other.issues);
    }

    boolean isNone() {
        return !events && !issues;
    }
}

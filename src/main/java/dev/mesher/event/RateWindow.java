package dev.mesher.event;

/**
 * The state of a project's rate-limit window.
 *
 * @param limit events that the window admits, over the whole cluster
 * @param remaining events that this node knows to be left, 0 or more
 * @param resetSeconds seconds from now to the window's end, 1 or more
 */
public record RateWindow(long limit, long remaining, long resetSeconds) {}

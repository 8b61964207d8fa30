package dev.mesher.event;

/**
 * Where a project stands in its rate-limit window.
 *
 * @param limit events that the window admits, over the whole cluster
 * @param remaining what this node knows to be left, 0 or more
 * @param resetSeconds seconds from now to the window's end, 1 or more
 */
public record RateWindow(long limit, long remaining, long resetSeconds) {}

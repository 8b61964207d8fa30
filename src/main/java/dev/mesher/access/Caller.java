package dev.mesher.access;

import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as far as its connection and headers tell.
 *
 * @param peer IP address of the other end of the connection; null when it has none
 * @param host the {@code Host} that was asked for, with its port if given; null when there is none, or several
 * @param origin the {@code Origin} that a browser adds; null when there is none
 */
record Caller(@Nullable String peer, @Nullable String host, Forwarding forwarding, @Nullable String origin) {}

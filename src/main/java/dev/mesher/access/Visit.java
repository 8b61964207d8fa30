package dev.mesher.access;

/**
 * How a client reaches this server, as far as the connection and trusted proxies tell.
 *
 * @param address of the client
 * @param https whether the client's own connection is encrypted
 * @param host that the client asked for; an IPv6 address wears brackets
 * @param port that the client asked for
 */
public record Visit(String address, boolean https, String host, int port) {}

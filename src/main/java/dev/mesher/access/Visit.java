package dev.mesher.access;

/**
 * How a client reaches this server, as far as the connection and trusted proxies tell.
 *
 * @param address the client's IP address
 * @param https whether the client's own connection is encrypted
 * @param host the host that the client asked for; an IPv6 address has brackets
 * @param port the port that the client asked for
 */
public record Visit(String address, boolean https, String host, int port) {}

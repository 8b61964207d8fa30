package dev.mesher.api.operate;

/**
 * What a node tells about itself.
 *
 * @param version of Mesher
 * @param node the node's name in its cluster
 * @param rateLimitWindowSeconds length of the window of the rate limit
 * @param rateLimitMaxEvents most events of a project in a window
 * @param eventMaxBytes largest event
 * @param bulkMaxBytes largest request with several events
 */
public record ServerFacts(
        String version,
        String node,
        int rateLimitWindowSeconds,
        int rateLimitMaxEvents,
        int eventMaxBytes,
        int bulkMaxBytes) {}

package dev.mesher.access;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The request headers by which proxies, load balancers and content delivery networks say that a request passed through
 * them. A single one shows that the peer of the connection may not be the client.
 */
enum ForwardingHeader {
    /** RFC 7239. */
    FORWARDED,
    /** The client, then each proxy. */
    X_FORWARDED_FOR,
    /** The client alone; nginx is usually configured to set it. */
    X_REAL_IP,
    X_FORWARDED_HOST,
    X_FORWARDED_PROTO,
    /** Names a client, but is not trusted: a proxy that does not know the header passes on what the client sent. */
    OTHER_ADDRESS,
    /** Shows that there was a proxy, but names no client. */
    MARK;

    private static final Map<String, ForwardingHeader> READ = Map.of(
            "forwarded", FORWARDED,
            "x-forwarded-for", X_FORWARDED_FOR,
            "x-real-ip", X_REAL_IP,
            "x-forwarded-host", X_FORWARDED_HOST,
            "x-forwarded-proto", X_FORWARDED_PROTO);

    private static final Set<String> OTHER_ADDRESSES = Set.of(
            "ali-cdn-real-ip",
            "cdn-src-ip",
            "cf-connecting-ip",
            "cf-connecting-ipv6",
            "cf-pseudo-ipv4",
            "client-ip",
            "do-connecting-ip",
            "fastly-client-ip",
            "fly-client-ip",
            "forwarded-for",
            "forwarded-for-ip",
            "http-client-ip",
            "incap-client-ip",
            "proxy-client-ip",
            "remote-addr",
            "true-client-ip",
            "wl-proxy-client-ip",
            "x-appengine-remote-addr",
            "x-appengine-user-ip",
            "x-azure-clientip",
            "x-azure-socketip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-coming-from",
            "x-envoy-external-address",
            "x-forwarded",
            "x-nf-client-connection-ip",
            "x-original-forwarded-for",
            "x-originating-ip",
            "x-proxyuser-ip",
            "x-remote-addr",
            "x-remote-ip",
            "x-true-client-ip",
            "x-vercel-forwarded-for",
            "x-vercel-proxied-for");

    private static final Set<String> MARKS = Set.of(
            "cdn-loop",
            "coming-from",
            "front-end-https",
            "surrogate-capability",
            "via",
            "x-arr-log-id",
            "x-arr-ssl",
            "x-bluecoat-via",
            "x-host",
            "x-original-host",
            "x-original-url",
            "x-rewrite-url",
            "x-scheme",
            "x-url-scheme",
            "x-varnish",
            "x-via");

    /**
     * Prefixes of header names that show that there was a proxy: {@code X-Forwarded-Port}, {@code X-Forwarded-Server},
     * {@code CF-Ray}, …
     */
    private static final List<String> MARK_PREFIXES =
            List.of("x-forwarded-", "cf-", "x-envoy-", "x-azure-", "x-appengine-", "x-vercel-", "x-akamai-", "x-proxy");

    /** The meaning of the header. Empty when it says nothing about proxies. {@code name} may be in any case. */
    static Optional<ForwardingHeader> of(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        ForwardingHeader read = READ.get(folded);
        if (read != null) {
            return Optional.of(read);
        }
        if (OTHER_ADDRESSES.contains(folded)) {
            return Optional.of(OTHER_ADDRESS);
        }
        return MARKS.contains(folded) || MARK_PREFIXES.stream().anyMatch(folded::startsWith)
                ? Optional.of(MARK)
                : Optional.empty();
    }
}

package dev.mesher.access;

import dev.mesher.config.Settings.AuthMode;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the management API without credentials, and from which web pages it may be called at all.
 *
 * <p>{@code open} admits everyone. {@code auto} admits callers on this machine, directly or through a trusted proxy,
 * until the first account is created. {@code required} admits nobody.
 *
 * <p>A page of another site is refused in every mode. Otherwise a user's browser would send such a page's requests from
 * a trusted address and with the user's cookie. A page that this machine serves on another port is accepted, so that a
 * dashboard's development proxy works.
 */
final class AccessRule {
    private final AuthMode mode;
    private final Set<InetAddress> trustedProxies;

    AccessRule(AuthMode mode, Collection<InetAddress> trustedProxies) {
        this.mode = mode;
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    /** What becomes of a request without credentials. */
    enum Verdict {
        ALLOWED,
        /** Allowed until the first account is created. */
        UNTIL_FIRST_ACCOUNT,
        UNAUTHORIZED,
        CROSS_SITE
    }

    Verdict judge(Caller caller) {
        if (!sameSite(caller)) {
            return Verdict.CROSS_SITE;
        }
        return switch (mode) {
            case OPEN -> Verdict.ALLOWED;
            case AUTO -> isLocal(caller) ? Verdict.UNTIL_FIRST_ACCOUNT : Verdict.UNAUTHORIZED;
            case REQUIRED -> Verdict.UNAUTHORIZED;
        };
    }

    /**
     * Whether the client is on this machine. Without forwarding headers the peer is the client, unless it is a trusted
     * proxy, which then does not say who the client is. With forwarding headers, every one of them must name this
     * machine: a proxy passes on headers that it does not know, so the client may have made up any single one.
     */
    boolean isLocal(Caller caller) {
        if (caller.peer() == null || !isLoopbackName(caller.host())) {
            return false;
        }
        Forwarding forwarding = caller.forwarding();
        if (!fromTrustedProxy(caller)) {
            return !forwarding.present() && Loopback.isAddress(caller.peer());
        }
        return !forwarding.chains().isEmpty()
                && forwarding.chains().stream().allMatch(this::startsHere)
                && forwarding.otherClients().stream().allMatch(Loopback::isAddress)
                && forwarding.hosts().stream().allMatch(AccessRule::isLoopbackName);
    }

    private boolean fromTrustedProxy(Caller caller) {
        return caller.peer() != null && isTrusted(caller.peer());
    }

    private boolean isTrusted(String node) {
        return Loopback.address(node).filter(trustedProxies::contains).isPresent();
    }

    private boolean startsHere(List<String> chain) {
        return Loopback.isAddress(chain.get(client(chain)));
    }

    /**
     * The index of the client in a chain: the last address that is not a trusted proxy's. If all are trusted proxies,
     * the first one is the client.
     */
    private int client(List<String> chain) {
        int last = chain.size() - 1;
        while (last > 0 && isTrusted(chain.get(last))) {
            last--;
        }
        return last;
    }

    /** Whether the request was sent by no page, or by a page of this site. */
    boolean sameSite(Caller caller) {
        return sameSite(caller, HostAndPort::equals);
    }

    /**
     * The same for a WebSocket, whose port differs from the page's. So only the hosts are compared; cookies are bound
     * to a host and not to a port either.
     */
    boolean sameHost(Caller caller) {
        return sameSite(caller, (asked, origin) -> asked.host().equals(origin.host()));
    }

    /**
     * Whether the request was sent by no page, or by one whose origin equals what the client asked for in scheme, host
     * and port.
     *
     * @param encrypted whether the connection is, which a trusted proxy may correct
     * @param fallback what was asked for when the request has no {@code Host}
     */
    boolean sameOrigin(Caller caller, boolean encrypted, HostAndPort fallback) {
        String origin = caller.origin();
        if (origin == null) {
            return true;
        }
        Visit asked = visit(caller, encrypted, fallback);
        return origin.regionMatches(true, 0, asked.https() ? "https:" : "http:", 0, asked.https() ? 6 : 5)
                && HostAndPort.ofOrigin(origin)
                        .filter(new HostAndPort(asked.host(), asked.port())::equals)
                        .isPresent();
    }

    /** How the client itself reaches the server. What a proxy says of the client counts when the proxy is trusted. */
    Visit visit(Caller caller, boolean encrypted, HostAndPort fallback) {
        Forwarding forwarding = fromTrustedProxy(caller) ? caller.forwarding() : Forwarding.NONE;
        String address = forwarding.chains().stream()
                .findFirst()
                .map(chain -> chain.get(client(chain)))
                .filter(node -> Loopback.address(node).isPresent())
                .orElse(String.valueOf(caller.peer()));
        boolean https = forwarding.schemes().stream()
                .findFirst()
                .map(scheme -> scheme.equalsIgnoreCase("https"))
                .orElse(encrypted);
        HostAndPort asked = forwarding.hosts().stream()
                .findFirst()
                .or(() -> Optional.ofNullable(caller.host()))
                .flatMap(HostAndPort::parse)
                .orElse(fallback)
                .withDefaultPort(https ? 443 : 80);
        return new Visit(address, https, asked.host(), asked.port());
    }

    private boolean sameSite(Caller caller, BiPredicate<HostAndPort, HostAndPort> same) {
        if (caller.origin() == null) {
            return true;
        }
        Optional<HostAndPort> origin = HostAndPort.ofOrigin(caller.origin());
        if (origin.isEmpty()) {
            return false;
        }
        return (Loopback.isName(origin.get().host()) && isLocal(caller))
                || askedFor(caller.host(), origin.get(), same)
                || (fromTrustedProxy(caller)
                        && caller.forwarding().hosts().stream().anyMatch(host -> askedFor(host, origin.get(), same)));
    }

    private static boolean askedFor(
            @Nullable String host, HostAndPort origin, BiPredicate<HostAndPort, HostAndPort> same) {
        return host != null
                && HostAndPort.parse(host)
                        .map(asked -> same.test(asked.withDefaultPort(origin.port()), origin))
                        .orElse(false);
    }

    private static boolean isLoopbackName(@Nullable String host) {
        return host != null
                && HostAndPort.parse(host)
                        .map(authority -> Loopback.isName(authority.host()))
                        .orElse(false);
    }
}

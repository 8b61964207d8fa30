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
 * Who may call the management API without credentials, and from which pages it may be called at all.
 *
 * <p>{@code open} lets everyone in. {@code auto} lets in who is on this machine, in person or through a trusted proxy, as
 * long as no account was made. {@code required} lets nobody in.
 *
 * <p>A page of another site gets nowhere in any mode, whatever it shows: the user's own browser would carry its request
 * past every address check, with the user's cookie. A page that this machine serves on another port may, so that a
 * dashboard's development proxy works.
 */
final class AccessRule {
    private final AuthMode mode;
    private final Set<InetAddress> trustedProxies;

    AccessRule(AuthMode mode, Collection<InetAddress> trustedProxies) {
        this.mode = mode;
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    /** What a request without credentials comes to. */
    enum Verdict {
        ALLOWED,
        /** Allowed as long as no account was made. */
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
     * Without any forwarding header the peer is the client, unless it is a trusted proxy, which then names none. With
     * one, every claim about the request's way must say "this machine": a proxy passes on the headers that it does not
     * know, so any single one of them may be the client's invention.
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

    /** The last address that is not a trusted proxy's decides; a chain of trusted proxies alone begins at its first. */
    private int client(List<String> chain) {
        int last = chain.size() - 1;
        while (last > 0 && isTrusted(chain.get(last))) {
            last--;
        }
        return last;
    }

    /** Whether no page sent the request, or one of this very site did. */
    boolean sameSite(Caller caller) {
        return sameSite(caller, HostAndPort::equals);
    }

    /**
     * The same for a WebSocket, whose port differs from that of the page: cookies, too, belong to a host and not to a port.
     */
    boolean sameHost(Caller caller) {
        return sameSite(caller, (asked, origin) -> asked.host().equals(origin.host()));
    }

    /** Of the client itself: what proxies say of it counts when they are trusted. */
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

package dev.mesher.access;

import dev.mesher.config.Settings.AuthMode;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the management API while there are no accounts.
 *
 * <p>{@code open} lets everyone in. {@code auto} lets in who is on this machine, in person or through a trusted proxy.
 * {@code required} lets nobody in until there is a way to sign in.
 *
 * <p>A page of another site gets nowhere in any mode: the user's own browser would carry its request past every address
 * check. A page that this machine serves on another port may, so that a dashboard's development proxy works.
 */
final class AccessRule {
    /** What becomes of a request. */
    enum Verdict {
        ALLOWED,
        UNAUTHORIZED,
        CROSS_SITE
    }

    private final AuthMode mode;
    private final Set<InetAddress> trustedProxies;

    AccessRule(AuthMode mode, Collection<InetAddress> trustedProxies) {
        this.mode = mode;
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    Verdict judge(Caller caller) {
        boolean local = isLocal(caller);
        boolean admitted = mode == AuthMode.OPEN || (mode == AuthMode.AUTO && local);
        if (!admitted) {
            return Verdict.UNAUTHORIZED;
        }
        return sameSite(caller, local) ? Verdict.ALLOWED : Verdict.CROSS_SITE;
    }

    /**
     * Every claim about the request's way must say "this machine": a proxy passes on the headers that it does not know, so
     * any single one of them may be the client's invention.
     */
    private boolean isLocal(Caller caller) {
        if (!isLoopbackName(caller.host())) {
            return false;
        }
        if (!caller.forwarding().present()) {
            return caller.peer() != null
                    && Loopback.address(caller.peer())
                            .map(InetAddress::isLoopbackAddress)
                            .orElse(false);
        }
        List<List<String>> chains = caller.forwarding().chains();
        return fromTrustedProxy(caller)
                && !chains.isEmpty()
                && chains.stream().allMatch(this::startsHere)
                && caller.forwarding().hosts().stream().allMatch(AccessRule::isLoopbackName);
    }

    private boolean fromTrustedProxy(Caller caller) {
        return caller.peer() != null && isTrusted(caller.peer());
    }

    private boolean isTrusted(String node) {
        return Loopback.address(node).filter(trustedProxies::contains).isPresent();
    }

    /** The last address that is not a trusted proxy's decides; a chain of trusted proxies alone begins at its first. */
    private boolean startsHere(List<String> chain) {
        int last = chain.size() - 1;
        while (last > 0 && isTrusted(chain.get(last))) {
            last--;
        }
        return Loopback.address(chain.get(last))
                .map(InetAddress::isLoopbackAddress)
                .orElse(false);
    }

    private boolean sameSite(Caller caller, boolean local) {
        if (caller.origin() == null) {
            return true;
        }
        Optional<Authority> origin = Authority.ofOrigin(caller.origin());
        if (origin.isEmpty()) {
            return false;
        }
        return (local && Loopback.isName(origin.get().host()))
                || askedFor(caller.host(), origin.get())
                || (fromTrustedProxy(caller)
                        && caller.forwarding().hosts().stream().anyMatch(host -> askedFor(host, origin.get())));
    }

    private static boolean askedFor(@Nullable String host, Authority origin) {
        return host != null
                && Authority.parse(host)
                        .map(asked -> asked.withDefaultPort(origin.port()).equals(origin))
                        .orElse(false);
    }

    private static boolean isLoopbackName(@Nullable String host) {
        return host != null
                && Authority.parse(host)
                        .map(authority -> Loopback.isName(authority.host()))
                        .orElse(false);
    }
}

package dev.mesher.access;

import dev.mesher.text.Separated;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the forwarding headers of one request claim about its way.
 *
 * @param chains the client, then the proxies, the nearest last. There is one chain for each header that names
 *     addresses, {@code X-Forwarded-For} first, since most proxies set it. The chains may disagree
 * @param otherClients the client according to headers that are not trusted ({@link ForwardingHeader#OTHER_ADDRESS})
 * @param hosts the host names that the client asked for
 * @param schemes the scheme that the client used, then the one of each proxy
 * @param present whether there was any such header, also one that names no address
 */
record Forwarding(
        List<List<String>> chains,
        List<String> otherClients,
        List<String> hosts,
        List<String> schemes,
        boolean present) {
    static final Forwarding NONE = new Forwarding(List.of(), List.of(), List.of(), List.of(), false);

    /** Reads every {@link ForwardingHeader}. Each may come on several lines. */
    static Forwarding of(Iterable<Map.Entry<String, String>> headers) {
        List<String> forwarded = new ArrayList<>();
        List<String> forwardedFor = new ArrayList<>();
        List<String> realIp = new ArrayList<>();
        List<String> otherClients = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        List<String> schemes = new ArrayList<>();
        boolean present = false;
        for (Map.Entry<String, String> header : headers) {
            Optional<ForwardingHeader> kind = ForwardingHeader.of(header.getKey());
            if (kind.isEmpty()) {
                continue;
            }
            present = true;
            String value = header.getValue();
            switch (kind.get()) {
                case FORWARDED -> forwarded(value, forwarded, hosts, schemes);
                case X_FORWARDED_FOR -> list(value).forEach(node -> forwardedFor.add(node(node)));
                case X_REAL_IP -> realIp.add(node(value));
                case X_FORWARDED_HOST -> hosts.addAll(list(value));
                case X_FORWARDED_PROTO -> schemes.addAll(list(value));
                case OTHER_ADDRESS -> list(value).forEach(node -> otherClients.add(node(node)));
                case MARK -> {}
            }
        }
        List<List<String>> chains = new ArrayList<>(List.of(forwardedFor, forwarded, realIp));
        chains.removeIf(List::isEmpty);
        return present
                ? new Forwarding(
                        List.copyOf(chains), List.copyOf(otherClients), List.copyOf(hosts), List.copyOf(schemes), true)
                : NONE;
    }

    private static void forwarded(String value, List<String> nodes, List<String> hosts, List<String> schemes) {
        for (String element : list(value)) {
            for (String pair : Separated.by(';', element)) {
                int equals = pair.indexOf('=');
                String name =
                        equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                String text = unquoted(pair.substring(equals + 1).strip());
                if (name.equals("for")) {
                    nodes.add(node(text));
                } else if (name.equals("host")) {
                    hosts.add(text);
                } else if (name.equals("proto")) {
                    schemes.add(text);
                }
            }
        }
    }

    private static List<String> list(String value) {
        return Separated.by(',', value).stream().map(String::strip).toList();
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    /** Removes the port, if there is one. */
    private static String node(String text) {
        String node = text.strip();
        int bracket = node.indexOf(']');
        if (node.startsWith("[") && bracket > 0) {
            return node.substring(0, bracket + 1);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}

package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.Text;
import dev.mesher.text.Characters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the address of a user comes from who has none of his own: the environment of the request that failed, as the web
 * server set it, or the client that sent the event.
 *
 * @param ofClient null when it is not known
 * @param ofRequest null when the event does not say it
 * @param infer whether the SDK asks for the client's address of every event
 */
record Addresses(@Nullable String ofClient, @Nullable String ofRequest, boolean infer) {
    /** In the place of an address: the client's. */
    static final String AUTO = "{{auto}}";

    /** An IPv6 address with brackets, zone and port. */
    private static final int LONGEST = 64;

    /** The address itself first, then what a proxy says. */
    private static final List<String> NAMES = List.of(
            "REMOTE_ADDR",
            "remote_addr",
            "action_dispatch.remote_ip",
            "HTTP_X_REAL_IP",
            "HTTP_X_FORWARDED_FOR",
            "HTTP_CLIENT_IP");

    static Addresses of(SentryFields event, @Nullable String ofClient) {
        String setting =
                event.node().path("sdk").path("settings").path("infer_ip").asText();
        String named = setting.equals("never") ? null : ofRequest(event);
        return new Addresses(ofClient, AUTO.equals(named) ? ofClient : named, setting.equals("auto"));
    }

    /** For a user whose address is {@link #AUTO}. */
    @Nullable
    String asked() {
        return ofClient == null ? ofRequest : ofClient;
    }

    /** For a user without an address. */
    @Nullable
    String unasked() {
        return ofRequest == null && infer ? ofClient : ofRequest;
    }

    private static @Nullable String ofRequest(SentryFields event) {
        JsonNode request = event.any("request");
        JsonNode environment = (request == null ? event.node().path("sentry.interfaces.Http") : request).path("env");
        if (!environment.isObject()) {
            return null;
        }
        for (String name : NAMES) {
            String sent = environment.path(name).asText();
            String address = sent.equals(AUTO) ? AUTO : address(sent);
            if (address != null) {
                return address;
            }
        }
        return null;
    }

    /** The first of a list, without its port; null when it is no address. */
    private static @Nullable String address(String sent) {
        int comma = sent.indexOf(',');
        String first = Text.trimmed(comma < 0 ? sent : sent.substring(0, comma));
        if (first.isEmpty() || first.length() > LONGEST) {
            return null;
        }
        String bare = withoutPort(first);
        return isAddress(bare) ? bare : null;
    }

    private static String withoutPort(String address) {
        int bracket = address.indexOf(']');
        if (address.charAt(0) == '[' && bracket > 0) {
            return address.substring(1, bracket);
        }
        int colon = address.indexOf(':');
        return colon >= 0 && colon == address.lastIndexOf(':') ? address.substring(0, colon) : address;
    }

    /** Of digits and dots, or of hexadecimal digits and colons with, perhaps, a zone: a name is none. */
    private static boolean isAddress(String text) {
        int zone = text.indexOf('%');
        String digits = zone < 0 ? text : text.substring(0, zone);
        boolean colons = digits.indexOf(':') >= 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (!Characters.isDigit(c) && c != '.' && !(colons && (c == ':' || Character.digit(c, 16) >= 0))) {
                return false;
            }
        }
        return colons || digits.indexOf('.') > 0;
    }
}

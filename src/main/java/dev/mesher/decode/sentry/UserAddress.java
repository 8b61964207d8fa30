package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.Text;
import dev.mesher.text.Characters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the IP address comes from for a user without one: the environment of the failed request, which the web server
 * has set, or the client that sent the event.
 *
 * @param ofClient null when unknown
 * @param ofRequest null when the event has none
 * @param infer whether the SDK wants the client's address to be added to every event
 */
record UserAddress(@Nullable String ofClient, @Nullable String ofRequest, boolean infer) {
    /** A placeholder that SDKs send in place of the client's address. */
    static final String AUTO = "{{auto}}";

    /** Most characters of an address, enough for IPv6 with brackets, zone and port. */
    private static final int LONGEST = 64;

    /** Variables of the environment: first the client's address itself, then those that a proxy sets. */
    private static final List<String> NAMES = List.of(
            "REMOTE_ADDR",
            "remote_addr",
            "action_dispatch.remote_ip",
            "HTTP_X_REAL_IP",
            "HTTP_X_FORWARDED_FOR",
            "HTTP_CLIENT_IP");

    static UserAddress of(SentryFields event, @Nullable String ofClient) {
        String setting =
                event.node().path("sdk").path("settings").path("infer_ip").asText();
        String named = setting.equals("never") ? null : ofRequest(event);
        return new UserAddress(ofClient, AUTO.equals(named) ? ofClient : named, setting.equals("auto"));
    }

    /** The address for a user whose address is {@link #AUTO}; null when unknown. */
    @Nullable
    String asked() {
        return ofClient == null ? ofRequest : ofClient;
    }

    /** The address for a user without an address; null when unknown or not wanted. */
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

    /** The first address of a list, without its port; null when it is not an IP address. */
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

    /**
     * Whether the text has only digits and dots, or only hexadecimal digits and colons with an optional zone. A host
     * name has other characters.
     */
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

package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who met the error. */
final class User {
    private static final int LENGTH = 200;
    private static final int DATA_CHARACTERS = 16 * 1024;
    private static final String AUTO = "{{auto}}";
    private static final List<String> TEXTS = List.of("id", "email", "username", "name", "ip_address");

    private User() {}

    /**
     * With the client's own address where the SDK asks for it; empty when the event names nobody.
     *
     * @param inferAddress the SDK asks for the address of every client
     */
    static ObjectNode of(SentryFields event, @Nullable String clientAddress, boolean inferAddress) {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        SentryFields sent = event.object("user");
        if (sent != null) {
            TEXTS.forEach(name -> sent.copyText(user, name, LENGTH));
            SizeBudget room = new SizeBudget(6, DATA_CHARACTERS);
            for (Map.Entry<String, JsonNode> field : sent.node().properties()) {
                if (!TEXTS.contains(field.getKey())) {
                    sent.copyAny(user, field.getKey(), room);
                }
            }
        }
        boolean asked = AUTO.equals(user.path("ip_address").asText());
        if (asked || (inferAddress && !user.has("ip_address"))) {
            JsonNode unused = clientAddress == null ? user.remove("ip_address") : user.put("ip_address", clientAddress);
        }
        return user;
    }
}

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
            for (String name : TEXTS) {
                String text = sent.text(name, LENGTH);
                if (text != null) {
                    ObjectNode unused = user.put(name, text);
                }
            }
            SizeBudget room = new SizeBudget(6, DATA_CHARACTERS);
            for (Map.Entry<String, JsonNode> field : sent.node().properties()) {
                String name = field.getKey();
                if (!TEXTS.contains(name) && !field.getValue().isNull()) {
                    JsonNode unused = user.set(name, room.fit(field.getValue(), sent.at(name), sent.notes()));
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

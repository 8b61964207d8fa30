package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Reads the user who met the error. */
final class User {
    private static final int LENGTH = 200;
    private static final int DATA_CHARACTERS = 16 * 1024;
    private static final List<String> TEXTS = List.of("id", "email", "username", "name", "ip_address");

    private User() {}

    /**
     * The user. Their address is added if the event has one or the SDK asks for it. Empty when the event names no user.
     *
     * @param addresses where the address of a user without one may come from
     */
    static ObjectNode of(SentryFields event, UserAddress addresses) {
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        SentryFields sent = event.object("user", "id");
        if (sent != null) {
            for (String name : TEXTS) {
                String text = sent.name(name, LENGTH);
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
        String own = user.path("ip_address").asText();
        if (own.isEmpty() || own.equals(UserAddress.AUTO)) {
            String address = own.isEmpty() ? addresses.unasked() : addresses.asked();
            JsonNode unused = address == null ? user.remove("ip_address") : user.put("ip_address", address);
        }
        return user;
    }
}

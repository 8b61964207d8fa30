package dev.mesher.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds what identifies an event's user: the first field that does. Its hash tells users apart without storing who they are. */
public final class Users {
    private static final String CONTEXT = "user_context";
    private static final List<String> IDENTITIES = List.of("id", "user_id", "email", "username", "ip_address");

    private Users() {}

    /** The hash. Null when {@code context} is not an object or does not identify a user. */
    public static @Nullable UUID hash(@Nullable JsonNode context) {
        if (context == null || !context.isObject()) {
            return null;
        }
        for (String name : IDENTITIES) {
            JsonNode value = context.get(name);
            if (value != null
                    && value.isValueNode()
                    && !value.isNull()
                    && !value.asText().isEmpty()) {
                return digest(name + '=' + value.asText());
            }
        }
        return null;
    }

    /**
     * What identifies the user of a stored event: an id, an e-mail address, a name or an IP address. Null when the event
     * names no user, or is not JSON. Reads the event only up to its user.
     *
     * @param json as in {@link dev.mesher.event.Event#json}
     */
    public static @Nullable String inStored(byte[] json) {
        try (JsonParser parser = EventJson.TREE.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(CONTEXT);
                JsonToken unused = parser.nextToken();
                if (found) {
                    return identity(parser);
                }
                JsonParser unusedToo = parser.skipChildren();
            }
            return null;
        } catch (IOException | NumberFormatException damaged) {
            return null;
        }
    }

    /** What identifies the user in the value that {@code parser} stands at. */
    private static @Nullable String identity(JsonParser parser) throws IOException {
        Map<String, String> identities = new HashMap<>();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (!value.isScalarValue()) {
                JsonParser unused = parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL
                    && IDENTITIES.contains(name)
                    && !parser.getText().isEmpty()) {
                identities.put(name, parser.getText());
            }
        }
        return IDENTITIES.stream()
                .filter(identities::containsKey)
                .findFirst()
                .map(identities::get)
                .orElse(null);
    }

    /** The hashes of all users that {@code identity} identifies: one for each field that it may have come in. */
    public static List<UUID> hashes(String identity) {
        return IDENTITIES.stream().map(name -> digest(name + '=' + identity)).toList();
    }

    private static UUID digest(String identity) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

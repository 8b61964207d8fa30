package dev.mesher.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Distinguishes users without storing who they are: hashes the first field that identifies a user. */
public final class Users {
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

    /** The hashes that users would have whom {@code text} identifies: one for each field that it may have stood in. */
    public static List<UUID> hashes(String text) {
        return IDENTITIES.stream().map(name -> digest(name + '=' + text)).toList();
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

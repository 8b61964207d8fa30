package dev.mesher.access;

import java.time.OffsetDateTime;

/**
 * A new session.
 *
 * @param token gives access to everything of the user: never logged
 */
public record Session(String token, OffsetDateTime expiresAt) {
    @Override
    public String toString() {
        return "Session[token=[redacted], expiresAt=" + expiresAt + "]";
    }
}

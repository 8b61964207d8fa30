package dev.mesher.access;

import java.time.OffsetDateTime;

/**
 * A sign-in that succeeded.
 *
 * @param token opens everything that is the user's: never logged
 */
public record Session(String token, OffsetDateTime expiresAt) {
    @Override
    public String toString() {
        return "Session[token=[redacted], expiresAt=" + expiresAt + "]";
    }
}

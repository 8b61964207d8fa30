package dev.mesher.access;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A newly created invitation.
 *
 * @param token lets its bearer join the organisation: shown once, never logged
 */
public record NewInvitation(UUID id, String token, OffsetDateTime expiresAt) {
    @Override
    public String toString() {
        return "NewInvitation[id=" + id + ", token=[redacted]]";
    }
}

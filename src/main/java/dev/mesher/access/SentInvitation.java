package dev.mesher.access;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invitation as its organisation sees it, without its token.
 *
 * @param invitedBy e-mail address; null when that account is gone
 * @param acceptedAt null while it is not accepted
 * @param revokedAt null while it is not revoked
 */
public record SentInvitation(
        UUID id,
        String email,
        Role role,
        @Nullable String invitedBy,
        OffsetDateTime createdAt,
        OffsetDateTime expiresAt,
        @Nullable OffsetDateTime acceptedAt,
        @Nullable OffsetDateTime revokedAt) {}

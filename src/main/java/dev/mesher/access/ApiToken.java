package dev.mesher.access;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API token, without its value.
 *
 * @param scopes wire names
 * @param expiresAt null when it never expires
 * @param lastUsedAt to the minute; null before its first use
 * @param revokedAt null while it is not revoked
 */
public record ApiToken(
        UUID id,
        String name,
        List<String> scopes,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime lastUsedAt,
        @Nullable OffsetDateTime revokedAt) {}

package dev.mesher.access;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session that has not expired, without its token.
 *
 * @param network where it was opened: /24 of IPv4, /64 of IPv6; null when that was not stored
 */
public record OpenSession(UUID id, OffsetDateTime createdAt, OffsetDateTime expiresAt, @Nullable String network) {}

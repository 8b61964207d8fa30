package dev.mesher.access;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open invitation, as its token shows it.
 *
 * @param account the account that has the e-mail address; null when there is none
 */
public record Invitation(
        UUID organization,
        String organizationName,
        String organizationSlug,
        String email,
        Role role,
        OffsetDateTime expiresAt,
        @Nullable UUID account) {}

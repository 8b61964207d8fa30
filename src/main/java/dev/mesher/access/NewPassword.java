package dev.mesher.access;

import dev.mesher.event.Refusal;
import java.nio.charset.StandardCharsets;

/**
 * A password that an account is to have.
 *
 * @param value never logged
 */
public record NewPassword(String value) {
    private static final int MIN_LENGTH = 10;

    /** bcrypt ignores all bytes beyond these. */
    private static final int MAX_BYTES = 72;

    /**
     * Checks the password.
     *
     * @throws Refusal that says what is wrong, without the password
     */
    public NewPassword {
        if (value.codePointCount(0, value.length()) < MIN_LENGTH) {
            throw Refusal.malformed("password must have at least " + MIN_LENGTH + " characters");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw Refusal.malformed("password must have at most " + MAX_BYTES + " bytes in UTF-8");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.malformed("password must hold no control characters");
        }
    }

    @Override
    public String toString() {
        return "NewPassword[redacted]";
    }
}

package dev.mesher.access;

import dev.mesher.event.Refusal;
import dev.mesher.text.FullPattern;
import java.nio.charset.StandardCharsets;

/**
 * An account to be created.
 *
 * @param password never logged
 */
public record NewAccount(String email, String password, String displayName) {
    private static final int MAX_EMAIL_LENGTH = 254;
    private static final FullPattern EMAIL =
            FullPattern.of("[^\\s@\\p{Cntrl}]++@[^\\s@\\p{Cntrl}]++", MAX_EMAIL_LENGTH);
    private static final int MAX_NAME_LENGTH = 200;
    private static final int MIN_PASSWORD_LENGTH = 8;

    /** bcrypt ignores all bytes beyond these. */
    private static final int MAX_PASSWORD_BYTES = 72;

    /**
     * Checks all fields.
     *
     * @throws Refusal that says what is wrong; it never repeats the password
     */
    public NewAccount {
        if (!EMAIL.matches(email)) {
            throw Refusal.malformed("email must be an e-mail address of at most " + MAX_EMAIL_LENGTH + " characters");
        }
        if (password.codePointCount(0, password.length()) < MIN_PASSWORD_LENGTH) {
            throw Refusal.malformed("password must have at least " + MIN_PASSWORD_LENGTH + " characters");
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
            throw Refusal.malformed("password must have at most " + MAX_PASSWORD_BYTES + " bytes in UTF-8");
        }
        if (password.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.malformed("password must hold no control characters");
        }
        if (displayName.length() > MAX_NAME_LENGTH || displayName.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.malformed(
                    "the name must have at most " + MAX_NAME_LENGTH + " characters, none of them for control");
        }
    }

    @Override
    public String toString() {
        return "NewAccount[email=" + email + ", password=[redacted]]";
    }
}

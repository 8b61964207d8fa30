package dev.mesher.access;

import dev.mesher.event.Refusal;

/**
 * An account to be created.
 *
 * @param displayName the name that other users see; may be empty
 */
public record NewAccount(String email, NewPassword password, String displayName) {
    private static final int MAX_NAME_LENGTH = 200;

    /**
     * Checks the e-mail address and the name.
     *
     * @throws Refusal that says what is wrong
     */
    public NewAccount {
        String unused = EmailAddress.checked(email);
        if (displayName.length() > MAX_NAME_LENGTH || displayName.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.malformed(
                    "the name must have at most " + MAX_NAME_LENGTH + " characters, none of them for control");
        }
    }

    /** The same with a password as text, which is checked too. */
    public NewAccount(String email, String password, String displayName) {
        this(email, new NewPassword(password), displayName);
    }
}

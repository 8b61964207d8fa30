package dev.mesher.access;

import dev.mesher.event.Refusal;
import dev.mesher.text.FullPattern;

/**
 * Decides which spellings of an e-mail address mean the same account: those that differ only in the case of the letters
 * A to Z. All other characters are compared as written, since Java, PostgreSQL and each locale fold them differently.
 */
final class EmailAddress {
    /** The same folding in SQL, of the column {@code email}. The collation "C" folds A to Z only. */
    static final String FOLDED_COLUMN = "lower(email COLLATE \"C\")";

    private static final int MAX_LENGTH = 254;
    private static final FullPattern FORM = FullPattern.of("[^\\s@\\p{Cntrl}]++@[^\\s@\\p{Cntrl}]++", MAX_LENGTH);

    private EmailAddress() {}

    /**
     * The address as given.
     *
     * @throws Refusal when it is none
     */
    static String checked(String email) {
        if (!FORM.matches(email)) {
            throw Refusal.malformed("email must be an e-mail address of at most " + MAX_LENGTH + " characters");
        }
        return email;
    }

    static String folded(String email) {
        StringBuilder folded = new StringBuilder(email.length());
        for (int i = 0; i < email.length(); i++) {
            char c = email.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }
}

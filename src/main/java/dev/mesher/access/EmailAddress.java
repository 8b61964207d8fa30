package dev.mesher.access;

/**
 * Decides which spellings of an e-mail address mean the same account: those that differ only in the case of the letters
 * A to Z. All other characters are compared as written, since Java, PostgreSQL and each locale fold them differently.
 */
final class EmailAddress {
    /** The same folding in SQL, of the column {@code email}. The collation "C" folds A to Z only. */
    static final String FOLDED_COLUMN = "lower(email COLLATE \"C\")";

    private EmailAddress() {}

    static String folded(String email) {
        StringBuilder folded = new StringBuilder(email.length());
        for (int i = 0; i < email.length(); i++) {
            char c = email.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
        }
        return folded.toString();
    }
}

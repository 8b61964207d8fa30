package dev.mesher.access;

/**
 * When two spellings of an e-mail address mean the same account: when they differ in nothing but the case of the letters A
 * to Z. All other characters count as they are written, since Java, PostgreSQL and each locale fold them differently.
 */
final class EmailAddress {
    /** The same folding in SQL, of the column {@code email}: the collation "C" knows no other letters. */
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

package dev.mesher.access;

/**
 * A newly created API token.
 *
 * @param value the secret: shown once, never logged
 */
public record NewToken(String value, ApiToken token) {
    @Override
    public String toString() {
        return "NewToken[value=[redacted], token=" + token + "]";
    }
}

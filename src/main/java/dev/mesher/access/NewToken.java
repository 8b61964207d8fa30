package dev.mesher.access;

/**
 * An API token that was just made.
 *
 * @param value opens what its scopes say: shown once, never logged
 */
public record NewToken(String value, ApiToken token) {
    @Override
    public String toString() {
        return "NewToken[value=[redacted], token=" + token + "]";
    }
}

package dev.mesher.told.send;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a try to send ended.
 *
 * @param status the receiver's HTTP status or SMTP reply code; null when it gave none
 * @param words the receiver's first words, one line of at most {@link #MAX_WORDS} characters; may be empty
 * @param error why the message is not delivered, in words for the operator; null when it is delivered
 * @param retryAfter how long the receiver asks to wait before the next try; null when it does not say
 */
public record Outcome(@Nullable Integer status, String words, @Nullable String error, @Nullable Duration retryAfter) {
    /** Most characters of the receiver's words that are kept. */
    public static final int MAX_WORDS = 1_024;

    /** The receiver took the message. */
    public static Outcome delivered(int status, String words) {
        return new Outcome(status, words, null, null);
    }

    /** The receiver answered, but did not take the message. */
    public static Outcome rejected(int status, String words, String error, @Nullable Duration retryAfter) {
        return new Outcome(status, words, error, retryAfter);
    }

    /** No answer came, or the call was not made. */
    public static Outcome failed(String error) {
        return new Outcome(null, "", error, null);
    }

    /** Whether the receiver took the message. */
    public boolean isDelivered() {
        return error == null;
    }
}

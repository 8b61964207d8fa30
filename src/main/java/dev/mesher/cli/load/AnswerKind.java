package dev.mesher.cli.load;

import java.nio.charset.StandardCharsets;

/** The outcome of one request. */
enum AnswerKind {
    ACCEPTED("accepted"),
    /** Accepted into the node's journal, and stored in PostgreSQL later. */
    JOURNALLED("accepted, into the journal"),
    SAMPLED("sampled, not stored"),
    DISCARDED("discarded, not stored"),
    /** Status 202 with an unknown body. */
    NOT_UNDERSTOOD("not understood"),
    /** Any other answer. These are counted by status. */
    REFUSED("refused"),
    /** The connection broke before the answer came. */
    LOST("connection lost"),
    TIMED_OUT("timed out"),
    /** There was no connection on which to send it. */
    NOT_SENT("not sent");

    /** The answer to a Sentry client. It does not show whether the event was stored or journalled. */
    private static final byte[] ID_TEXT = text("{\"id\":\"");

    private static final byte[] ACCEPTED_TEXT = text("\"accepted\"");
    private static final byte[] SAMPLED_TEXT = text("\"sampled\"");
    private static final byte[] DISCARDED_TEXT = text("\"discarded\"");
    private static final byte[] NO_ISSUE_TEXT = text("\"issue_id\":null");

    private final String words;

    AnswerKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Classifies an answer by searching its bytes. Parsing a million answers would distort the measurement. */
    static AnswerKind of(int status, byte[] body) {
        if (status == 200 && contains(body, ID_TEXT)) {
            return ACCEPTED;
        }
        if (status != 202) {
            return REFUSED;
        }
        if (contains(body, ACCEPTED_TEXT)) {
            return contains(body, NO_ISSUE_TEXT) ? JOURNALLED : ACCEPTED;
        }
        if (contains(body, SAMPLED_TEXT)) {
            return SAMPLED;
        }
        return contains(body, DISCARDED_TEXT) ? DISCARDED : NOT_UNDERSTOOD;
    }

    private static boolean contains(byte[] body, byte[] text) {
        for (int at = 0; at <= body.length - text.length; at++) {
            if (body[at] == text[0] && body[at + 1] == text[1] && startsAt(body, at, text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsAt(byte[] body, int at, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (body[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

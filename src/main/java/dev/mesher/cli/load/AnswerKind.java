package dev.mesher.cli.load;

import java.nio.charset.StandardCharsets;

/** What became of one request. */
enum AnswerKind {
    ACCEPTED("accepted"),
    /** Accepted into the node's journal: PostgreSQL gets it later. */
    JOURNALLED("accepted, into the journal"),
    SAMPLED("sampled, not stored"),
    DISCARDED("discarded, not stored"),
    /** A 202 that says none of these. */
    NOT_UNDERSTOOD("not understood"),
    /** Any other answer; told apart by its status. */
    REFUSED("refused"),
    /** The connection broke before the answer came. */
    LOST("connection lost"),
    TIMED_OUT("timed out"),
    /** No connection to send it on. */
    NOT_SENT("not sent");

    /** What a Sentry client is told; it does not tell a journalled event from a stored one. */
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

    /** Reads an answer by its bytes: parsing a million of them would cost what is to be measured. */
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

package dev.mesher.event;

import org.jspecify.annotations.Nullable;

/**
 * The reason why a request or an event is refused, as text for the client. It has no stack trace, since it is an answer
 * and not an error of the server.
 */
public final class Refusal extends RuntimeException implements Result {
    private static final long serialVersionUID = 1L;

    /** The kinds of refusal, each with its HTTP status. */
    public enum Kind {
        MALFORMED(400, 1),
        UNAUTHORIZED(401, 2),
        FORBIDDEN(403, 3),
        NOT_FOUND(404, 4),
        CONFLICT(409, 5),
        TOO_LARGE(413, 6),
        UNSUPPORTED_ENCODING(415, 7),
        RATE_LIMITED(429, 8),
        UNAVAILABLE(503, 9);

        private final int httpStatus;
        private final int severity;

        Kind(int httpStatus, int severity) {
            this.httpStatus = httpStatus;
            this.severity = severity;
        }

        public int httpStatus() {
            return httpStatus;
        }

        /**
         * The severity, from 1. When a request has several refusals, the most severe one is its answer. Kinds after
         * which the client may send again are more severe than the others.
         */
        public int severity() {
            return severity;
        }
    }

    private static final String NO_ROOM = "too many request bytes in flight";

    private final Kind kind;
    private final @Nullable RateWindow window;
    private final @Nullable Integer at;

    private Refusal(Kind kind, String message, @Nullable RateWindow window) {
        this(kind, message, window, null);
    }

    private Refusal(Kind kind, String message, @Nullable RateWindow window, @Nullable Integer at) {
        super(message, null, false, false);
        this.kind = kind;
        this.window = window;
        this.at = at;
    }

    /** A 400. */
    public static Refusal malformed(String whatAndWhere) {
        return new Refusal(Kind.MALFORMED, whatAndWhere, null);
    }

    /**
     * A 400 about one place of a text.
     *
     * @param at the index of the character, from 0
     */
    public static Refusal malformedAt(String what, int at) {
        return new Refusal(Kind.MALFORMED, what, null, at);
    }

    /** A 401. */
    public static Refusal unauthorized() {
        return new Refusal(Kind.UNAUTHORIZED, "unauthorized", null);
    }

    /** A 403. */
    public static Refusal forbidden(String what) {
        return new Refusal(Kind.FORBIDDEN, what, null);
    }

    /**
     * A 404.
     *
     * @param what what was not found; the message is this and "not found"
     */
    public static Refusal notFound(String what) {
        return new Refusal(Kind.NOT_FOUND, what + " not found", null);
    }

    /** A 409. */
    public static Refusal conflict(String what) {
        return new Refusal(Kind.CONFLICT, what, null);
    }

    /** A 413. */
    public static Refusal tooLarge(String message) {
        return new Refusal(Kind.TOO_LARGE, message, null);
    }

    /**
     * A 415.
     *
     * @param encoding must be safe to print
     */
    public static Refusal unsupportedEncoding(String encoding) {
        return new Refusal(Kind.UNSUPPORTED_ENCODING, "unsupported content encoding " + encoding, null);
    }

    /** A 429, with the window that is used up. */
    public static Refusal rateLimited(RateWindow window) {
        return new Refusal(Kind.RATE_LIMITED, "rate limited", window);
    }

    /** A 503: there is no room, or nothing can be stored now. The client may try again. */
    public static Refusal unavailable(String message) {
        return new Refusal(Kind.UNAVAILABLE, message, null);
    }

    /** A 503: the node's budget for request bytes is used up. */
    public static Refusal noRoom() {
        return unavailable(NO_ROOM);
    }

    /** Whether this is {@link #noRoom}. */
    public boolean isNoRoom() {
        return NO_ROOM.equals(super.getMessage());
    }

    public Kind kind() {
        return kind;
    }

    /** Whether this refusal, rather than {@code other}, is the answer of a request that has both. */
    public boolean isWorseThan(Refusal other) {
        return kind.severity > other.kind.severity;
    }

    /**
     * Always throws.
     *
     * @throws Refusal this one
     */
    @Override
    public Receipt receipt() {
        throw this;
    }

    @Override
    public boolean refused() {
        return true;
    }

    /** The text for the client; never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The index of the character that the refusal is about; null when it is about no place of a text. */
    public @Nullable Integer at() {
        return at;
    }

    /** The rate-limit window; null unless the kind is {@link Kind#RATE_LIMITED}. */
    public @Nullable RateWindow window() {
        return window;
    }
}

package dev.mesher.event;

import org.jspecify.annotations.Nullable;

/** Why a request is not served, in words for the client. Carries no stack trace: it is an answer, not a fault. */
public final class Refusal extends RuntimeException implements Result {
    private static final long serialVersionUID = 1L;

    /** The kinds of refusal, with the HTTP status that stands for each. */
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
         * How strongly this kind asks for an answer of its own, from 1: among several refusals the most severe one stands for
         * the whole request. What helps to send again later is above what never helps.
         */
        public int severity() {
            return severity;
        }
    }

    private final Kind kind;
    private final @Nullable RateWindow window;

    private Refusal(Kind kind, String message, @Nullable RateWindow window) {
        super(message, null, false, false);
        this.kind = kind;
        this.window = window;
    }

    public static Refusal malformed(String whatAndWhere) {
        return new Refusal(Kind.MALFORMED, whatAndWhere, null);
    }

    public static Refusal unauthorized() {
        return new Refusal(Kind.UNAUTHORIZED, "unauthorized", null);
    }

    public static Refusal forbidden(String what) {
        return new Refusal(Kind.FORBIDDEN, what, null);
    }

    public static Refusal notFound(String what) {
        return new Refusal(Kind.NOT_FOUND, what + " not found", null);
    }

    public static Refusal conflict(String what) {
        return new Refusal(Kind.CONFLICT, what, null);
    }

    public static Refusal tooLarge(String message) {
        return new Refusal(Kind.TOO_LARGE, message, null);
    }

    public static Refusal unsupportedEncoding(String encoding) {
        return new Refusal(Kind.UNSUPPORTED_ENCODING, "unsupported content encoding " + encoding, null);
    }

    public static Refusal rateLimited(RateWindow window) {
        return new Refusal(Kind.RATE_LIMITED, "rate limited", window);
    }

    /** No room, or no store: the client may try again. */
    public static Refusal unavailable(String message) {
        return new Refusal(Kind.UNAVAILABLE, message, null);
    }

    /** The node holds as many bytes of requests as it may. */
    public static Refusal noRoom() {
        return unavailable("too many request bytes in flight");
    }

    public Kind kind() {
        return kind;
    }

    /** Whether this one, rather than {@code other}, stands for a request that has both. */
    public boolean isWorseThan(Refusal other) {
        return kind.severity > other.kind.severity;
    }

    /** @throws Refusal this one */
    @Override
    public Receipt receipt() {
        throw this;
    }

    @Override
    public boolean refused() {
        return true;
    }

    /** Never null: a refusal is made with its words. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The spent window, for {@link Kind#RATE_LIMITED} alone. */
    public @Nullable RateWindow window() {
        return window;
    }
}

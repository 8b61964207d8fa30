package dev.mesher.authority;

/** A node was not promoted; the message is for the operator who asked for it. */
public final class PromotionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PromotionRefused(String message) {
        super(message, null, false, false);
    }
}

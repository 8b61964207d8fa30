package dev.mesher.authority;

/** Says why a node was not promoted. The message is for the operator who asked for the promotion. */
public final class PromotionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PromotionRefused(String message) {
        super(message, null, false, false);
    }
}

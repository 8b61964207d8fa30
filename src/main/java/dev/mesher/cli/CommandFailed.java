package dev.mesher.cli;

/**
 * Ends a command with exit code 1 and one line for the user. Has no stack trace, since it is an answer and not a bug.
 */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message, null, false, false);
    }

    /**
     * A failure with the message {@code step: why}. The second part is the first line of the deepest cause's message.
     */
    static CommandFailed of(String step, Throwable cause) {
        Throwable deepest = cause;
        for (Throwable next = deepest.getCause(); next != null; next = next.getCause()) {
            deepest = next;
        }
        return new CommandFailed(step + ": " + words(deepest));
    }

    /** Never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** The failure in one line: its message, with the name of its class where the message alone says nothing. */
    public static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

package dev.mesher.cli;

/** Ends a command with exit code 1 and one line for the user. Carries no stack trace: it is an answer, not a fault. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message, null, false, false);
    }

    /** Never null: it is made with its words. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** What went wrong, in one line: the message, with the kind of failure where that says nothing by itself. */
    public static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}

package dev.mesher.cli;

/** Ends a command with exit code 1 and one line for the user. Carries no stack trace: it is an answer, not a fault. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message, null, false, false);
    }

    /** {@code step: why}, the why being the first line of what the deepest cause says. */
    static CommandFailed of(String step, Throwable cause) {
        Throwable deepest = cause;
        for (Throwable next = deepest.getCause(); next != null; next = next.getCause()) {
            deepest = next;
        }
        return new CommandFailed(step + ": " + words(deepest));
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

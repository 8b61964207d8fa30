package dev.mesher.cli;

import org.jspecify.annotations.Nullable;

/** Why a command cannot go on, in one line for the person at the shell. */
final class StepFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StepFailure(String line) {
        super(line, null, false, false);
    }

    /** {@code step: why}, the why being the first line of what the deepest cause says. */
    static StepFailure of(String step, Throwable cause) {
        return new StepFailure(step + ": " + firstLine(deepest(cause)));
    }

    private static Throwable deepest(Throwable thrown) {
        Throwable deepest = thrown;
        for (Throwable cause = deepest.getCause(); cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        return deepest;
    }

    private static String firstLine(Throwable thrown) {
        @Nullable String message = thrown.getMessage();
        return message == null || message.isBlank()
                ? thrown.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}

package dev.mesher.config;

import java.util.List;

/** Everything that is wrong with the environment, one sentence each. Carries no stack trace: it is an answer. */
public final class InvalidConfiguration extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidConfiguration(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** Never empty, and never holds a secret. */
    public List<String> problems() {
        return problems;
    }
}

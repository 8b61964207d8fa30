package dev.mesher.config;

import java.util.List;

/**
 * Everything that is wrong with the environment, one sentence for each problem. Has no stack trace, since it is shown
 * to the operator.
 */
public final class InvalidConfiguration extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidConfiguration(List<String> problems) {
        super(String.join("\n", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** The problems, at least one. They never contain a secret. */
    public List<String> problems() {
        return problems;
    }
}

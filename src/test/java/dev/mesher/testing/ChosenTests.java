package dev.mesher.testing;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs all test classes, or those that an option chooses by names; {@code none} leaves out all. What is left out is
 * printed.
 */
public abstract class ChosenTests implements ExecutionCondition {
    private static final String NONE = "none";

    private final String option;
    private final Set<String> known;

    /**
     * @param option the system property
     * @param known the names that it may list
     */
    protected ChosenTests(String option, Set<String> known) {
        this.option = option;
        this.known = known;
    }

    /** The name by which the option chooses this class. */
    protected abstract String name(Class<?> test);

    @Override
    public final ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        String given = System.getProperty(option);
        if (given == null || chosen(given).contains(name(test))) {
            return ConditionEvaluationResult.enabled(name(test) + " is chosen");
        }
        String leftOut = "not run: " + test.getSimpleName() + ", by -D" + option + "=" + given;
        if (context.getTestMethod().isEmpty()) {
            Terminal.print(leftOut);
        }
        return ConditionEvaluationResult.disabled(leftOut);
    }

    private Set<String> chosen(String given) {
        if (given.equals(NONE)) {
            return Set.of();
        }
        Set<String> names = Arrays.stream(given.split(",")).map(String::strip).collect(Collectors.toSet());
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException(option + "=" + given + ": expected " + NONE + ", or some of " + known);
        }
        return names;
    }
}

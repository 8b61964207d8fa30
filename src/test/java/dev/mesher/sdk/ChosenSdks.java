package dev.mesher.sdk;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** All clients, or those that {@code mesher.sdks} lists; what is left out for that is printed. */
final class ChosenSdks implements ExecutionCondition {
    private static final String OPTION = "mesher.sdks";
    private static final Set<String> KNOWN = Set.of("java", "node", "browser", "python", "cli");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String name = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Sdk.class)
                .orElseThrow()
                .value();
        String option = System.getProperty(OPTION);
        if (option == null || chosen(option).contains(name)) {
            return ConditionEvaluationResult.enabled(name + " is chosen");
        }
        String leftOut =
                "not run: " + context.getRequiredTestClass().getSimpleName() + ", by -D" + OPTION + "=" + option;
        if (context.getTestMethod().isEmpty()) {
            print(leftOut);
        }
        return ConditionEvaluationResult.disabled(leftOut);
    }

    private static Set<String> chosen(String option) {
        Set<String> names = Arrays.stream(option.split(",")).map(String::strip).collect(Collectors.toSet());
        if (!KNOWN.containsAll(names)) {
            throw new IllegalArgumentException(OPTION + "=" + option + ": expected some of " + KNOWN);
        }
        return names;
    }

    /** Where the one who started the build reads it: tests' own output goes to a file. */
    private static void print(String line) {
        PrintStream terminal = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        terminal.println(line);
    }
}

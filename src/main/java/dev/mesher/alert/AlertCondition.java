package dev.mesher.alert;

import dev.mesher.event.Refusal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** When a rule raises an alert. Fields that Mesher does not know are kept for the client. */
public sealed interface AlertCondition {
    int MAX_THRESHOLD = 100_000;
    int MAX_USERS = 10_000;
    int MAX_WINDOW_MINUTES = 1_440;

    /** An issue was opened. */
    record NewIssue() implements AlertCondition {}

    /** An event reopened a resolved issue. */
    record Regression() implements AlertCondition {}

    /**
     * The project received at least so many events, of any issues, within some window of that length.
     *
     * @param events at least 1
     */
    record Threshold(int events, Duration window) implements AlertCondition {
        @Override
        public boolean wholeProject() {
            return true;
        }
    }

    /**
     * At least so many distinct users had an event of the project, of any issues, within a window of that length.
     *
     * @param users at least 1
     */
    record Users(int users, Duration window) implements AlertCondition {
        @Override
        public boolean wholeProject() {
            return true;
        }
    }

    /** Within one hour an issue had over ten events, and over ten times its hourly average of the seven days before. */
    record Spike() implements AlertCondition {}

    /** Whether it judges the whole project's events. Otherwise it judges issues one by one, and cools down for each. */
    default boolean wholeProject() {
        return false;
    }

    /**
     * Reads {@code {"condition_type":…}}.
     *
     * @throws Refusal for an unknown type, and for a number that is missing or out of range
     */
    static AlertCondition parse(JsonObject json) {
        Object type = json.getValue("condition_type");
        if (type == null) {
            throw Refusal.malformed("condition.condition_type is missing");
        }
        return switch (String.valueOf(type)) {
            case "new_issue" -> new NewIssue();
            case "regression" -> new Regression();
            case "spike" -> new Spike();
            case "threshold" -> new Threshold(number(json, "threshold", MAX_THRESHOLD), window(json));
            case "users" -> new Users(number(json, "threshold", MAX_USERS), window(json));
            default ->
                throw Refusal.malformed(
                        "condition.condition_type must be one of new_issue, regression, threshold, spike, users");
        };
    }

    private static Duration window(JsonObject json) {
        return Duration.ofMinutes(number(json, "window_minutes", MAX_WINDOW_MINUTES));
    }

    private static int number(JsonObject json, String name, int max) {
        if (json.getValue(name) instanceof Integer number && number >= 1 && number <= max) {
            return number;
        }
        throw Refusal.malformed("condition." + name + " must be a whole number from 1 to " + max);
    }
}

package dev.mesher.told.content;

import java.time.Duration;
import java.util.Locale;

/** The sentence about what has happened. */
final class Summary {
    private static final String NEW_ISSUE = "new_issue";
    private static final String REGRESSION = "regression";

    private Summary() {}

    /** Of an episode's first message. A single alert speaks for itself. */
    static String first(AlertTotals totals) {
        return totals.alerts() == 1 ? totals.message() : things(totals, "");
    }

    /** Of what has come since the last message. */
    static String more(AlertTotals totals) {
        return totals.alerts() == 1 ? "1 more alert: " + totals.message() : things(totals, "more ");
    }

    /**
     * Of a whole episode.
     *
     * @param alertCount all its alerts, of which the totals may have read only the newest
     * @param lasted from its start until now
     */
    static String whole(AlertTotals totals, long alertCount, Duration lasted) {
        if (alertCount == 1) {
            return totals.message().isEmpty() ? "1 alert" : "1 alert: " + totals.message();
        }
        long issues = totals.issues();
        return counted(alertCount, "alert", "alerts")
                + (issues == 0
                        ? ""
                        : " of " + atLeast(alertCount > totals.alerts()) + counted(issues, "issue", "issues"))
                + " in " + length(lasted);
    }

    /** Of a test of a channel. */
    static String test(String channel, String by) {
        return by + " tries the channel " + channel + ": it works";
    }

    private static String things(AlertTotals totals, String more) {
        boolean isEach = totals.alerts() == totals.issues();
        String atLeast = atLeast(totals.alerts() >= AlertRange.MOST);
        if (isEach && totals.condition().equals(NEW_ISSUE)) {
            return atLeast + counted(totals.alerts(), more + "new issue", more + "new issues");
        }
        if (isEach && totals.condition().equals(REGRESSION)) {
            return atLeast + counted(totals.alerts(), more + "regression", more + "regressions");
        }
        String alerts = atLeast + counted(totals.alerts(), more + "alert", more + "alerts");
        return totals.issues() == 0
                ? alerts + ", the last one: " + totals.message()
                : alerts + " of " + counted(totals.issues(), "issue", "issues");
    }

    private static String atLeast(boolean isBound) {
        return isBound ? "at least " : "";
    }

    private static String length(Duration lasted) {
        long minutes = Math.max(1, lasted.toMinutes());
        if (minutes < Duration.ofHours(2).toMinutes()) {
            return counted(minutes, "minute", "minutes");
        }
        long hours = lasted.toHours();
        return hours < Duration.ofDays(2).toHours()
                ? counted(hours, "hour", "hours")
                : counted(lasted.toDays(), "day", "days");
    }

    static String counted(long count, String one, String several) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : several);
    }
}

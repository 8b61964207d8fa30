package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;

/** New issues and regressions: each cause fires every rule that waits for such. */
final class CauseJudge implements Judge {
    @Override
    public Future<List<Firing>> judge(SqlConnection transaction, News news) {
        List<Firing> firings = new ArrayList<>();
        for (AlertCause cause : news.causes()) {
            switch (cause.kind()) {
                case NEW_ISSUE -> fire(news, cause, AlertCondition.NewIssue.class, "New issue: ", firings);
                case REGRESSION -> fire(news, cause, AlertCondition.Regression.class, "Regression: ", firings);
                case ARCHIVED -> {
                    // No rule waits for this. AlertLook reopens the issue when it spikes.
                }
            }
        }
        return Future.succeededFuture(firings);
    }

    private static void fire(
            News news,
            AlertCause cause,
            Class<? extends AlertCondition> condition,
            String beginning,
            List<Firing> firings) {
        List<AlertRule> rules = news.rules(cause.projectId(), condition);
        if (rules.isEmpty()) {
            return;
        }
        String message = beginning + cause.title();
        for (AlertRule rule : rules) {
            firings.add(new Firing(rule, cause.issueId(), message, cause.acceptedAt()));
        }
    }
}

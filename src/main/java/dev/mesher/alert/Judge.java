package dev.mesher.alert;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Judges the rules of one kind of condition, or of a few that are alike. */
interface Judge {
    /**
     * Tells which of the rules fire for what is new. It leaves cool-downs per issue aside: they are checked when the alerts
     * are raised.
     *
     * @param transaction the look's, for reading; it ends with the look
     */
    Future<List<Firing>> judge(SqlConnection transaction, News news);
}

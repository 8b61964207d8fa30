package dev.mesher.sample;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fault of the sample's application: the text of its events, and when they come. Hours are counted back from the time of
 * the fill.
 *
 * @param number tells faults apart, and makes each one's chance its own
 * @param daily events of a usual day
 * @param first hours since its first event
 * @param last hours since its last event
 * @param even whether its events come by night as by day
 * @param spike events of the running hour, beside the usual ones
 * @param resolved hours since somebody resolved it; null when nobody did
 * @param back hours since it came back after that; null when it did not
 * @param archived hours since somebody archived it; null when nobody did
 * @param staging the share of its events that come from staging, the others are of production
 * @param known the share of its events that name a user
 * @param browser the only browser that has it; null for all
 * @param followUp what people did: see {@link FollowUpStore}
 */
record Fault(
        int number,
        String platform,
        EventText text,
        EventText anonymousText,
        double daily,
        double first,
        double last,
        boolean even,
        int spike,
        @Nullable Double resolved,
        @Nullable Double back,
        @Nullable Double archived,
        double staging,
        double known,
        @Nullable String browser,
        List<String> servers,
        JsonObject followUp) {
    /** All faults are seen in a week. It is the time that an issue's usual count is taken over. */
    static final double WEEK = 168;

    private static final int EACH_ON_STAGING = 3;

    /** @param described as in the resource */
    static Fault of(int number, SamplePlatform platform, JsonObject described) {
        return new Fault(
                number,
                platform.name(),
                new EventText(platform.event(described, true)),
                new EventText(platform.event(described, false)),
                described.getDouble("daily"),
                described.getDouble("first", WEEK),
                described.getDouble("last", 0.0),
                described.getBoolean("even", false),
                described.getInteger("spike", 0),
                described.getDouble("resolved"),
                described.getDouble("back"),
                described.getDouble("archived"),
                described.getDouble("staging", number % EACH_ON_STAGING == 0 ? 0.12 : 0),
                described.getDouble("known", platform.known()),
                described.getString("browser"),
                platform.servers(),
                described);
    }

    /** Whether its events come while it lasts: not between its resolution and its return. */
    boolean lastsAt(double hoursAgo) {
        return resolved == null || hoursAgo > resolved || (back != null && hoursAgo <= back);
    }

    /** The state that its issue is in now. */
    String status() {
        if (resolved != null) {
            return back == null ? "resolved" : "unresolved";
        }
        return archived == null ? "unresolved" : "archived";
    }
}

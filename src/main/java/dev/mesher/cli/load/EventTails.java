package dev.mesher.cli.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** The second half of a generated event, its context: tags, release, breadcrumbs, SDK, extra. */
final class EventTails {
    private static final List<String> ENVIRONMENTS = List.of("production", "production", "production", "staging");
    private static final List<String> REGIONS = List.of("fra", "dub", "iad", "sin");
    private static final List<String> CATEGORIES = List.of("http", "query", "ui", "log");
    private static final String FILLER_FIELD = "note";

    private EventTails() {}

    /**
     * The same arguments always give the same result.
     *
     * @param length of the whole piece, in bytes; it is exceeded a little when it leaves no room for the filler
     */
    static Template of(SampleLanguage platform, int variant, PayloadSize size, int length, String runId) {
        Random random = new Random(variant * 31L + platform.name().hashCode());
        JsonObject extra = new JsonObject().put("request", Template.digits(9));
        JsonObject fields = new JsonObject()
                .put("environment", pick(ENVIRONMENTS, random))
                .put("release", "shop@4." + variant % 8 + ".0")
                .put("tags", tags(platform, random, runId))
                .put("breadcrumbs", breadcrumbs(size, random))
                .put("sdk_name", platform.sdkName())
                .put("sdk_version", platform.sdkVersion());
        if (platform == SampleLanguage.JAVASCRIPT) {
            fields.put("session_id", "s" + Template.digits(8));
        }
        fields.put("extra", extra.put(FILLER_FIELD, ""));
        int missing = length - Template.tail(fields).length();
        extra.put(FILLER_FIELD, prose(random, Math.max(0, missing)));
        return Template.tail(fields);
    }

    private static JsonObject tags(SampleLanguage platform, Random random, String runId) {
        return new JsonObject()
                .put("load_run", runId)
                .put("host", "web-" + random.nextInt(8))
                .put("region", pick(REGIONS, random))
                .put("os", platform == SampleLanguage.JAVASCRIPT ? "macos" : "linux")
                .put("tenant", "t" + random.nextInt(50))
                .put("http", random.nextBoolean() ? "GET" : "POST");
    }

    private static JsonArray breadcrumbs(PayloadSize size, Random random) {
        JsonArray crumbs = new JsonArray();
        for (int at = 0; at < size.breadcrumbs(); at++) {
            IssueNames names = IssueNames.of(random.nextInt(IssueNames.MOST));
            JsonObject crumb = new JsonObject()
                    .put("timestamp", 1_764_000_000 + random.nextInt(9_000_000))
                    .put("category", pick(CATEGORIES, random))
                    .put("message", "/" + names.module() + "/" + random.nextInt(9_000));
            if (size.detailed()) {
                crumb.put("level", "info")
                        .put("data", new JsonObject().put("status", 200).put("duration_ms", random.nextInt(900)));
            }
            crumbs.add(crumb);
        }
        return crumbs;
    }

    private static String prose(Random random, int length) {
        StringBuilder text = new StringBuilder(length + 32);
        while (text.length() < length) {
            IssueNames names = IssueNames.of(random.nextInt(IssueNames.MOST));
            text.append(names.verb())
                    .append(' ')
                    .append(names.noun())
                    .append('=')
                    .append(random.nextInt(10_000))
                    .append(' ');
        }
        text.setLength(length);
        return text.toString();
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }
}

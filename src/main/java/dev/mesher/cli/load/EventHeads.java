package dev.mesher.cli.load;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The first half of a generated event, which determines its issue: ids, message, exception, stack trace, user. */
final class EventHeads {
    /** One in this many frames is application code. */
    private static final int APP_FRAME_EVERY = 3;

    private static final List<String> SENTENCES = List.of(
            "%s %s failed for order %s",
            "could not %s %s: %s was refused", "%s of %s timed out, trace %s", "unexpected state in %s of %s %s");
    private static final List<String> LEVELS = List.of("error", "error", "error", "fatal", "warning");

    private EventHeads() {}

    static Template of(int issue, PayloadSize size) {
        IssueNames names = IssueNames.of(issue);
        SampleLanguage platform = SampleLanguage.of(issue);
        String sentence =
                SENTENCES.get(issue % SENTENCES.size()).formatted(names.verb(), names.noun(), Template.digits(10));
        return Template.head(new JsonObject()
                .put("event_id", Template.EVENT_ID)
                .put("timestamp", Template.TIMESTAMP)
                .put("level", LEVELS.get(issue % LEVELS.size()))
                .put("message", sentence)
                .put(
                        "exception",
                        new JsonObject()
                                .put("type_name", platform.exception(issue))
                                .put("value", "code " + Template.digits(4) + " from " + names.module())
                                .put("module_name", "shop." + names.module()))
                .put("stacktrace", frames(issue, platform, size))
                .put("user_context", new JsonObject().put("id", "u" + Template.digits(5))));
    }

    /** The frames, oldest call first. The last one, which failed, is unique to the issue. */
    private static JsonArray frames(int issue, SampleLanguage platform, PayloadSize size) {
        JsonArray frames = new JsonArray();
        int count = size.frames();
        for (int at = 1; at <= count; at++) {
            int line = 20 + (issue * 31 + at * 17) % 900;
            boolean own = (count - at) % APP_FRAME_EVERY == 0;
            IssueNames names = at == count ? IssueNames.of(issue) : IssueNames.of(at);
            JsonObject frame = own ? platform.appFrame(names, line) : platform.libraryFrame(at, line);
            if (size.detailed()) {
                frame.put("context_line", platform.sourceLine(names));
            }
            frames.add(frame);
        }
        return frames;
    }
}

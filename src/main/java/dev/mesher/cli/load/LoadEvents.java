package dev.mesher.cli.load;

import io.vertx.core.buffer.Buffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * An endless source of events like those of a web shop: many issues, some of them far more frequent than others. The
 * JSON pieces are encoded once. Making an event then means two copies and writing a few values. Not thread-safe.
 */
public final class LoadEvents {
    /** The largest number of distinct issues. */
    public static final int MOST_ISSUES = 50_000;

    private static final int TAIL_VARIANTS = 32;

    private final FreshValues fresh = new FreshValues();
    private final List<Template> heads;
    private final Map<SampleLanguage, List<Template>> tails = new EnumMap<>(SampleLanguage.class);

    /**
     * Prepares the pieces.
     *
     * @param issues 1 to {@link #MOST_ISSUES}
     * @param runId value of the tag {@code load_run}: ASCII, without quotes or backslashes
     */
    public LoadEvents(PayloadSize size, int issues, String runId) {
        this.heads = IntStream.range(0, issues)
                .mapToObj(issue -> EventHeads.of(issue, size))
                .toList();
        for (SampleLanguage platform : SampleLanguage.values()) {
            int rest = size.bytes() - headLength(platform);
            tails.put(
                    platform,
                    IntStream.range(0, TAIL_VARIANTS)
                            .mapToObj(variant -> EventTails.of(platform, variant, size, rest, runId))
                            .toList());
        }
    }

    /** The next event, a JSON object. */
    public Buffer next() {
        return event(fresh.skewed(heads.size()));
    }

    Buffer event(int issue) {
        Template head = heads.get(issue);
        Template tail =
                Objects.requireNonNull(tails.get(SampleLanguage.of(issue))).get(fresh.below(TAIL_VARIANTS));
        Buffer event = Buffer.buffer(head.length() + tail.length());
        head.appendTo(event, fresh);
        tail.appendTo(event, fresh);
        return event;
    }

    private int headLength(SampleLanguage platform) {
        return (int) IntStream.range(0, heads.size())
                .filter(issue -> SampleLanguage.of(issue) == platform)
                .map(issue -> heads.get(issue).length())
                .average()
                .orElse(0);
    }
}

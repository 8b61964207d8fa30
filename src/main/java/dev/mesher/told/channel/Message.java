package dev.mesher.told.channel;

import dev.mesher.event.Level;
import dev.mesher.text.OneLine;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is told, for every kind of channel. Texts are made one line and cut when the message is made, since they come from
 * events.
 *
 * @param id stays the same at every try, so that a receiver can tell a repeated message
 */
public record Message(UUID id, Kind kind, Instant at, Origin origin, Links links, Content content) {
    /** Most issues that a message lists. The rest is counted. */
    public static final int MAX_LINES = 10;

    private static final int MAX_TITLE = 300;
    private static final int MAX_NAME = 200;

    /** Why the message is sent. */
    public enum Kind {
        /** An episode begins. */
        FIRST,
        /** What has come since the last message of the episode. */
        DIGEST,
        /** The episode is over, since nothing more comes. */
        CALM,
        /** Somebody takes care of it. */
        ACKNOWLEDGED,
        /** Somebody ended it. */
        RESOLVED,
        /** Somebody tries the channel. */
        TEST;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        /** The lower-case name used in JSON and in the database. */
        public String wireName() {
            return wireName;
        }
    }

    /**
     * Where the message comes from.
     *
     * @param episode of a test, the message's own id
     */
    public record Origin(UUID episode, UUID ruleId, String rule, UUID projectId, String project) {
        public Origin {
            rule = OneLine.of(rule, MAX_NAME);
            project = OneLine.of(project, MAX_NAME);
        }
    }

    /**
     * Addresses on the dashboard; null when {@code MESHER_PUBLIC_URL} is not set, or nothing is there to do.
     *
     * @param episode shows the episode
     * @param acknowledge asks whether to acknowledge it
     */
    public record Links(@Nullable String episode, @Nullable String acknowledge) {}

    /**
     * What there is to say.
     *
     * @param summary one sentence about what has happened
     * @param lines the issues, worst first, at most {@link #MAX_LINES}
     * @param more how many issues there are beside the lines
     * @param common what most of the events have in common; null when nothing
     * @param growing what comes more often than before; null when nothing
     * @param by who acknowledged or resolved it; null for other kinds
     */
    public record Content(
            String summary,
            List<Line> lines,
            long more,
            @Nullable String common,
            @Nullable String growing,
            @Nullable String by) {
        public Content {
            if (lines.size() > MAX_LINES) {
                throw new IllegalArgumentException(lines.size() + " lines");
            }
            summary = OneLine.of(summary, MAX_TITLE);
            lines = List.copyOf(lines);
            common = line(common, MAX_TITLE);
            growing = line(growing, MAX_TITLE);
            by = line(by, MAX_NAME);
        }
    }

    /**
     * One issue.
     *
     * @param count events of the issue that the message is about
     * @param users users that it met; null when unknown
     * @param url the issue on the dashboard; null when {@code MESHER_PUBLIC_URL} is not set
     */
    public record Line(
            UUID issue,
            String title,
            Level level,
            @Nullable String culprit,
            long count,
            @Nullable Long users,
            @Nullable String release,
            @Nullable String url) {
        public Line {
            title = OneLine.of(title, MAX_TITLE);
            culprit = line(culprit, MAX_NAME);
            release = line(release, MAX_NAME);
        }
    }

    /** The most severe level of the lines; empty when there are none. */
    public Optional<Level> worst() {
        return content.lines().stream().map(Line::level).min(Comparator.naturalOrder());
    }

    private static @Nullable String line(@Nullable String text, int max) {
        String line = text == null ? "" : OneLine.of(text, max);
        return line.isEmpty() ? null : line;
    }
}

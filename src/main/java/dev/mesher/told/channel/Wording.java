package dev.mesher.told.channel;

import dev.mesher.told.channel.Message.Content;
import dev.mesher.told.channel.Message.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The sentences of a message, as plain text. Each receiver's format escapes and cuts them. */
final class Wording {
    static final String OPEN = "Open in Mesher";
    static final String ACKNOWLEDGE = "Acknowledge";
    static final String SEPARATOR = " · ";

    private Wording() {}

    /** The first thing to read: what has happened. */
    static String headline(Message message) {
        Content content = message.content();
        String rule = message.origin().rule();
        return switch (message.kind()) {
            case FIRST, DIGEST, TEST -> content.summary();
            case CALM -> "Calm again: " + rule;
            case ACKNOWLEDGED -> "Acknowledged by " + by(content) + ": " + rule;
            case RESOLVED -> "Resolved by " + by(content) + ": " + rule;
        };
    }

    /** The headline with the project before it, for places that show nothing else. */
    static String subject(Message message) {
        return "[" + message.origin().project() + "] " + headline(message);
    }

    /** Where it comes from. */
    static String origin(Message message) {
        return "Project " + message.origin().project() + " · Rule "
                + message.origin().rule();
    }

    /** What there is to say beside the headline and the issues, one sentence each. */
    static List<String> remarks(Message message) {
        Content content = message.content();
        List<String> remarks = new ArrayList<>();
        if (!headline(message).equals(content.summary())) {
            remarks.add(content.summary());
        }
        if (content.common() != null) {
            remarks.add("In common: " + content.common());
        }
        if (content.growing() != null) {
            remarks.add("Growing: " + content.growing());
        }
        return remarks;
    }

    /** What is known of an issue beside its title, in one line. */
    static String detail(Line line) {
        return String.join(SEPARATOR, details(line));
    }

    /** The parts of {@link #detail}. */
    static List<String> details(Line line) {
        List<String> parts = new ArrayList<>();
        parts.add(line.level().wireName());
        if (line.culprit() != null) {
            parts.add(line.culprit());
        }
        parts.add(counted(line.count(), "event"));
        if (line.users() != null) {
            parts.add(counted(line.users(), "user"));
        }
        if (line.release() != null) {
            parts.add("release " + line.release());
        }
        return parts;
    }

    /**
     * How many issues are not listed; empty when all are.
     *
     * @param listed how many of the message's lines are shown
     */
    static String rest(Message message, int listed) {
        long rest = message.content().more() + message.content().lines().size() - listed;
        return rest == 0 ? "" : "and " + counted(rest, listed == 0 ? "issue" : "more issue");
    }

    private static String by(Content content) {
        return Objects.requireNonNullElse(content.by(), "somebody");
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }
}

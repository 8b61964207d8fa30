package dev.mesher.told.channel;

import dev.mesher.event.Level;
import dev.mesher.told.channel.Message.Content;
import dev.mesher.told.channel.Message.Kind;
import dev.mesher.told.channel.Message.Line;
import dev.mesher.told.channel.Message.Links;
import dev.mesher.told.channel.Message.Origin;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages to format: usual ones, those of an enemy, and the longest ones. */
final class Messages {
    static final Instant AT = Instant.parse("2026-11-29T00:12:30Z");
    static final UUID ID = UUID.fromString("0197b000-0000-7000-8000-000000000001");
    static final UUID EPISODE = UUID.fromString("0197b000-0000-7000-8000-000000000002");
    private static final UUID OTHER = UUID.fromString("0197b000-0000-7000-8000-000000000003");
    private static final String PAGES = "https://mesher.example/";
    static final Links LINKS = new Links(
            PAGES + "episodes/" + EPISODE, PAGES + "acknowledge?e=" + EPISODE + "&until=1796000000&s=c2lnbmVk");

    /** Every mark that some receiver gives a meaning to. */
    static final String HOSTILE =
            "\\*x\\* <!here> <!channel> <@U123> @everyone @here <@&1> *b* _i_ ~s~ `c` ||s|| # h > q "
                    + "- l [x](http://evil.example) <http://evil.example|click> {{DATE(2020,SHORT)}} <img src=x onerror=alert(1)> "
                    + "\"quoted\" 'single' & \\ \r\nBcc: victim@example.org\r\n.\r\n \u202Etxt.exe \uD83D \u0000\u0007";

    private Messages() {}

    static Message usual(Kind kind) {
        List<Line> lines = kind == Kind.FIRST || kind == Kind.DIGEST
                ? List.of(
                        line("TypeError: Cannot read properties of undefined (reading 'total')", Level.FATAL, 1_204L),
                        line("Timeout after 3000 ms calling payments", Level.WARNING, null))
                : List.of();
        return new Message(
                ID,
                kind,
                AT,
                new Origin(EPISODE, OTHER, "New issues", OTHER, "checkout"),
                LINKS,
                new Content(
                        kind == Kind.DIGEST ? "47 new issues in 3 minutes" : "New issue: TypeError in checkout",
                        lines,
                        kind == Kind.DIGEST ? 45 : 0,
                        kind == Kind.DIGEST ? "44 of 47 share release 4.18.2 and host pod-7" : null,
                        kind == Kind.DIGEST ? "TypeError: 12 → 310 events a minute" : null,
                        kind == Kind.ACKNOWLEDGED ? "Ada Lovelace" : null));
    }

    static Message ofTexts(Kind kind, String text) {
        return new Message(
                ID,
                kind,
                AT,
                new Origin(EPISODE, OTHER, text, OTHER, text),
                LINKS,
                new Content(
                        text,
                        Collections.nCopies(
                                Message.MAX_LINES,
                                new Line(OTHER, text, Level.ERROR, text, Long.MAX_VALUE, 7L, text, PAGES + "issues/1")),
                        4_990,
                        text,
                        text,
                        text));
    }

    /** Without {@code MESHER_PUBLIC_URL}, and with nothing known. */
    static Message bare(Kind kind) {
        return new Message(
                ID,
                kind,
                AT,
                new Origin(EPISODE, OTHER, "r", OTHER, "p"),
                new Links(null, null),
                new Content(
                        "s",
                        List.of(new Line(OTHER, "t", Level.DEBUG, null, 1, null, null, null)),
                        0,
                        null,
                        null,
                        null));
    }

    /** The same as it is made without {@code MESHER_PUBLIC_URL}: it has no links. */
    static Message unlinked(Message linked) {
        Content content = linked.content();
        return new Message(
                linked.id(),
                linked.kind(),
                linked.at(),
                linked.origin(),
                new Links(null, null),
                new Content(
                        content.summary(),
                        content.lines().stream()
                                .map(line -> new Line(
                                        line.issue(),
                                        line.title(),
                                        line.level(),
                                        line.culprit(),
                                        line.count(),
                                        line.users(),
                                        line.release(),
                                        null))
                                .toList(),
                        content.more(),
                        content.common(),
                        content.growing(),
                        content.by()));
    }

    private static Line line(String title, Level level, @Nullable Long users) {
        return new Line(OTHER, title, level, "cart/total.js in sum", 5_310, users, "4.18.2", PAGES + "issues/" + OTHER);
    }
}

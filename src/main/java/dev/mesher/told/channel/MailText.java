package dev.mesher.told.channel;

import dev.mesher.told.channel.Message.Line;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A mail's part for programs that show plain text. */
final class MailText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private MailText() {}

    static String of(Message message) {
        StringBuilder text = new StringBuilder(Wording.headline(message))
                .append("\n\n")
                .append(Wording.origin(message))
                .append(" · ")
                .append(time(message))
                .append('\n');
        Wording.remarks(message).forEach(remark -> text.append(remark).append('\n'));
        for (Line line : message.content().lines()) {
            text.append("\n* ")
                    .append(line.title())
                    .append("\n  ")
                    .append(Wording.detail(line))
                    .append('\n');
            if (line.url() != null) {
                text.append("  ").append(line.url()).append('\n');
            }
        }
        String rest = Wording.rest(message, message.content().lines().size());
        text.append(rest.isEmpty() ? "" : "\n" + rest + "\n");
        append(text, Wording.OPEN, message.links().episode());
        append(text, Wording.ACKNOWLEDGE, message.links().acknowledge());
        return text.toString();
    }

    static String time(Message message) {
        return TIME.format(message.at());
    }

    private static void append(StringBuilder text, String what, @Nullable String url) {
        if (url != null) {
            text.append('\n').append(what).append(": ").append(url).append('\n');
        }
    }
}

package dev.mesher.told.channel;

import dev.mesher.told.channel.Message.Line;
import org.jspecify.annotations.Nullable;

/**
 * A mail's part in HTML. Nothing is loaded from elsewhere. Styles stand in the elements and the frame is a table, since mail
 * programs know little else.
 */
final class MailHtml {
    private static final String SUBTLE = "color:#5f6672;font-size:13px;line-height:19px";
    private static final String BREAKS = "word-break:break-word;overflow-wrap:anywhere";
    private static final String LINK = "color:#1a4fa3;text-decoration:none;font-weight:600";

    /** In characters: fits on a line of the narrowest screens. */
    private static final int SHORT = 24;

    private final StringBuilder html = new StringBuilder();

    private MailHtml() {}

    static String of(Message message) {
        MailHtml mail = new MailHtml();
        mail.begin(message);
        message.content().lines().forEach(mail::issue);
        mail.end(message);
        return mail.html.toString();
    }

    private void begin(Message message) {
        String colour = Tone.of(message).colour();
        html.append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light\"><title>")
                .append(Escape.HTML.text(Wording.subject(message)))
                .append("</title></head>")
                .append("<body style=\"margin:0;padding:0;background:#f3f4f6\">")
                .append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">")
                .append("<tr><td align=\"center\" style=\"padding:24px 12px\">")
                .append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" ")
                .append("style=\"max-width:640px;table-layout:fixed;background:#ffffff;border-top:4px solid ")
                .append(colour)
                .append(";text-align:left;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;")
                .append("font-size:15px;line-height:22px;color:#1b1f27\">");
        row("padding:24px 24px 0", () -> {
            block(
                    "h1",
                    "margin:0;font-size:20px;line-height:27px;font-weight:700;" + BREAKS,
                    Wording.headline(message));
            block("p", "margin:6px 0 0;" + BREAKS + ";" + SUBTLE, Wording.origin(message));
            block("p", "margin:0;" + SUBTLE, MailText.time(message));
        });
        if (!Wording.remarks(message).isEmpty()) {
            row("padding:16px 24px 0", () -> Wording.remarks(message)
                    .forEach(remark -> block("p", "margin:0 0 4px;" + BREAKS, remark)));
        }
    }

    private void issue(Line line) {
        row("padding:16px 24px 0", () -> {
            html.append("<div style=\"border-left:3px solid ")
                    .append(Tone.of(line.level()).colour())
                    .append(";padding-left:12px\"><div style=\"")
                    .append(BREAKS)
                    .append("\">");
            link(LINK, line.title(), line.url());
            html.append("</div>");
            details(line);
            html.append("</div>");
        });
    }

    /** A short part stays on one line, so that a number is not parted from what it counts. */
    private void details(Line line) {
        html.append("<div style=\"").append(BREAKS).append(";").append(SUBTLE).append("\">");
        String separator = "";
        for (String part : Wording.details(line)) {
            html.append(separator)
                    .append(part.length() > SHORT ? "<span>" : "<span style=\"white-space:nowrap\">")
                    .append(Escape.HTML.text(part))
                    .append("</span>");
            separator = Wording.SEPARATOR;
        }
        html.append("</div>");
    }

    private void end(Message message) {
        String rest = Wording.rest(message, message.content().lines().size());
        if (!rest.isEmpty()) {
            row("padding:16px 24px 0", () -> block("p", "margin:0", rest));
        }
        if (message.links().episode() != null || message.links().acknowledge() != null) {
            row("padding:20px 24px 0", () -> {
                button(
                        "background:#1a4fa3;color:#ffffff",
                        Wording.OPEN,
                        message.links().episode());
                button(
                        "background:#ffffff;color:#1a4fa3",
                        Wording.ACKNOWLEDGE,
                        message.links().acknowledge());
            });
        }
        row("padding:24px", () -> block("p", "margin:0;" + SUBTLE, "Sent by Mesher."));
        html.append("</table></td></tr></table></body></html>");
    }

    private void row(String style, Runnable content) {
        html.append("<tr><td style=\"").append(style).append("\">");
        content.run();
        html.append("</td></tr>");
    }

    private void block(String element, String style, String text) {
        html.append('<').append(element).append(" style=\"").append(style).append("\">");
        html.append(Escape.HTML.text(text));
        html.append("</").append(element).append('>');
    }

    private void button(String colours, String text, @Nullable String url) {
        if (url != null) {
            link(
                    "display:inline-block;margin:0 8px 8px 0;padding:9px 16px;border:1px solid #1a4fa3;border-radius:6px;"
                            + "font-weight:600;text-decoration:none;" + colours,
                    text,
                    url);
        }
    }

    private void link(String style, String text, @Nullable String url) {
        if (url == null) {
            html.append("<strong>").append(Escape.HTML.text(text)).append("</strong>");
        } else {
            html.append("<a href=\"")
                    .append(Escape.HTML.text(url))
                    .append("\" style=\"")
                    .append(style)
                    .append("\">");
            html.append(Escape.HTML.text(text)).append("</a>");
        }
    }
}

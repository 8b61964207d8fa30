package dev.mesher.told.channel;

/** Makes text harmless where a receiver would read some characters as its own marks. */
public enum Escape {
    /** Slack reads {@code <!here>} and {@code <@U123>}, in plain text too, unless these three are entities. */
    SLACK {
        @Override
        String of(char c) {
            return switch (c) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                default -> String.valueOf(c);
            };
        }
    },
    /** Discord's Markdown, and its marks for mentions, channels and times. */
    DISCORD {
        @Override
        String of(char c) {
            return "\\*_~`|<>[]()#@".indexOf(c) >= 0 ? "\\" + c : String.valueOf(c);
        }
    },
    /** HTML text and attribute values in double quotes. */
    HTML {
        @Override
        String of(char c) {
            return switch (c) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                default -> String.valueOf(c);
            };
        }
    };

    private static final char CUT = '…';

    abstract String of(char c);

    /** The whole text. */
    public String text(String text) {
        return text(text, Integer.MAX_VALUE);
    }

    /**
     * At most so many UTF-16 characters, escapes included. A longer text ends with "…". Neither an escape nor a character is
     * cut in two.
     */
    String text(String text, int max) {
        StringBuilder escaped = new StringBuilder();
        int fits = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (escaped.length() < max && !Character.isLowSurrogate(c)) {
                fits = escaped.length();
            }
            escaped.append(of(c));
            if (escaped.length() > max) {
                escaped.setLength(fits);
                return escaped.append(CUT).toString();
            }
        }
        return escaped.toString();
    }
}

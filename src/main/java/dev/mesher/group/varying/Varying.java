package dev.mesher.group.varying;

import dev.mesher.text.Characters;
import dev.mesher.text.Rewriting;
import dev.mesher.text.TextScan;

/**
 * Replaces the varying parts of a message by their kinds, such as {@code <number>} and {@code <path>}. Each kind is a
 * class of this package. It has a method that returns the end of such a part at a position, or -1. A kind is only asked
 * at characters with which it may begin. The first kind that matches is used. {@code VaryingTest} has all kinds as one
 * regular expression.
 */
public final class Varying {
    /** The maximum length of a message, in UTF-16 units. */
    public static final int LONGEST = 1_000;

    /** Replaces the varying parts of a message. */
    public static final TextScan REPLACED = TextScan.of(text -> new Varying(text).replaced(), LONGEST);

    private final CharSequence text;
    private final Urls urls;
    private final Emails emails;

    /** The kind of the part that was found last. */
    private String kind = "";

    /** The end of that part. */
    private int end;

    private Varying(CharSequence text) {
        this.text = text;
        this.urls = new Urls(text);
        this.emails = new Emails(text);
    }

    private String replaced() {
        Rewriting out = new Rewriting(text);
        int at = 0;
        while (at < text.length()) {
            if (varies(at)) {
                out.replace(at, end, kind);
                at = end;
            } else {
                at++;
            }
        }
        return out.upTo(text.length());
    }

    /** Whether a varying part starts at {@code at}. Sets its kind and its end. */
    private boolean varies(int at) {
        char c = text.charAt(at);
        return switch (c) {
            case '"', '`', '\'' -> is("<quoted>", Quotations.end(text, at));
            case '/', '\\' -> is("<path>", Paths.end(text, at));
            case '@' -> is("<hex>", Hexadecimals.endOfIdentity(text, at));
            case '.', '%' -> is("<email>", emails.end(at));
            case '+', '-' -> is("<email>", emails.end(at)) || is("<number>", Numbers.end(text, at));
            default -> Characters.isDigit(c) ? fromDigit(at) : Characters.isWord(c) && fromLetter(at);
        };
    }

    private boolean fromLetter(int at) {
        if (at > 0 && Characters.isWord(text.charAt(at - 1))) {
            return is("<email>", emails.end(at));
        }
        boolean begins = Words.begin(text, at);
        return (begins && is("<url>", urls.end(at)))
                || is("<email>", emails.end(at))
                || (begins && is("<uuid>", Hexadecimals.endOfUuid(text, at)))
                || is("<ip>", IpAddresses.endOfSix(text, at))
                || (begins && is("<hex>", Hexadecimals.endOfDigits(text, at)))
                || (begins && is("<id>", Identifiers.end(text, at)))
                || is("<path>", Paths.end(text, at));
    }

    private boolean fromDigit(int at) {
        if (at > 0 && Characters.isWord(text.charAt(at - 1))) {
            return is("<email>", emails.end(at)) || is("<number>", Numbers.end(text, at));
        }
        return is("<email>", emails.end(at))
                || (Words.begin(text, at) ? fromFirstDigit(at) : is("<ip>", IpAddresses.endOfSix(text, at)))
                || is("<number>", Numbers.end(text, at));
    }

    private boolean fromFirstDigit(int at) {
        int digits = Characters.digitsFrom(text, at);
        return is("<uuid>", Hexadecimals.endOfUuid(text, at))
                || is("<date>", Dates.end(text, at, digits))
                || is("<ip>", IpAddresses.endOfFour(text, at, digits))
                || is("<ip>", IpAddresses.endOfSix(text, at))
                || is("<hex>", Hexadecimals.endOfNumber(text, at))
                || is("<hex>", Hexadecimals.endOfDigits(text, at))
                || is("<id>", Identifiers.end(text, at))
                || is("<duration>", TimeSpans.end(text, at, digits));
    }

    private boolean is(String what, int itsEnd) {
        kind = what;
        end = itsEnd;
        return itsEnd >= 0;
    }
}

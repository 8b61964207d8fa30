package dev.mesher.journal;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words at the beginning of an entry's bytes, safe to print. */
final class Head {
    private static final int MAX_CHARACTERS = 120;

    /** Letters, digits and what stands between them, with nothing that moves a terminal's cursor or turns its text around. */
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} &&[^\ufffd]]{3,}");

    private Head() {}

    static String of(byte[] bytes) {
        StringBuilder head = new StringBuilder();
        Matcher words = WORDS.matcher(new String(bytes, StandardCharsets.UTF_8));
        while (head.length() < MAX_CHARACTERS && words.find()) {
            head.append(head.isEmpty() ? "" : " ").append(words.group().strip());
        }
        int end = Math.min(head.length(), MAX_CHARACTERS);
        return head.substring(0, end > 0 && Character.isHighSurrogate(head.charAt(end - 1)) ? end - 1 : end);
    }
}

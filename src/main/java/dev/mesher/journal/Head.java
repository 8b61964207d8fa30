package dev.mesher.journal;

import dev.mesher.text.SearchPattern;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;

/** The text at the beginning of an entry's bytes, made safe to print. */
final class Head {
    private static final int MAX_CHARACTERS = 120;

    /**
     * Letters, digits and common punctuation. Control characters and characters that change the direction of text are
     * left out.
     */
    private static final SearchPattern WORDS =
            SearchPattern.of("[\\p{L}\\p{N}\\p{P}\\p{S} &&[^\ufffd]]{3,}+", JournalFile.HEAD_BYTES);

    private Head() {}

    static String of(byte[] bytes) {
        StringBuilder head = new StringBuilder();
        for (MatchResult words : WORDS.all(new String(bytes, StandardCharsets.UTF_8))) {
            if (head.length() >= MAX_CHARACTERS) {
                break;
            }
            head.append(head.isEmpty() ? "" : " ").append(words.group().strip());
        }
        int end = Math.min(head.length(), MAX_CHARACTERS);
        return head.substring(0, end > 0 && Character.isHighSurrogate(head.charAt(end - 1)) ? end - 1 : end);
    }
}

package dev.mesher.group;

import dev.mesher.decode.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * Fills the texts of one event's client fingerprint. However often a variable is named, its value is found once; what the
 * texts come to is bounded: past the bound a hash stands for what follows, in which each variable counts by its own hash.
 */
final class Filling {
    /** What all texts may come to, in UTF-16 units; beside it there is a hash at the end of each text that is cut. */
    private static final int LENGTH = 8 * 1024;

    private final Function<String, @Nullable String> valueOf;
    private final Map<String, Optional<String>> values = new HashMap<>();
    private final Map<String, String> hashes = new HashMap<>();
    private int left = LENGTH;

    /** @param valueOf a variable's value; null for a name that stands for nothing */
    Filling(Function<String, @Nullable String> valueOf) {
        this.valueOf = valueOf;
    }

    /** What the server finds stands at the first text that asks for it; a further one adds nothing to it and stays as it is. */
    List<Part> parts(List<String> texts, Supplier<List<Part>> ofServer) {
        List<Part> parts = new ArrayList<>();
        boolean asked = false;
        for (String text : texts) {
            if (!asked && ClientFingerprint.isDefault(text)) {
                parts.addAll(ofServer.get());
                asked = true;
            } else {
                parts.add(new Part(Part.Kind.CLIENT, filled(text)));
            }
        }
        return parts;
    }

    private String filled(String text) {
        StringBuilder out = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (MatchResult variable : ClientFingerprint.VARIABLE.all(text)) {
            add(text.substring(from, variable.start()), out, rest);
            addValue(variable.group(1), variable.group(), out, rest);
            from = variable.end();
        }
        add(text.substring(from), out, rest);
        return rest.isEmpty() ? out.toString() : out + "…" + Text.hash(rest.toString());
    }

    private void addValue(String name, String asWritten, StringBuilder out, StringBuilder rest) {
        String value = values.computeIfAbsent(name, unknown -> Optional.ofNullable(valueOf.apply(unknown)))
                .orElse(asWritten);
        if (rest.isEmpty() && value.length() <= left) {
            add(value, out, rest);
        } else {
            // By its hash wholly, and not the part that would fit: the text is the same wherever the bound falls.
            left = 0;
            rest.append(hashes.computeIfAbsent(name, unknown -> Text.hash(value)));
        }
    }

    private void add(String piece, StringBuilder out, StringBuilder rest) {
        String head = rest.isEmpty() && left > 0 ? Text.column(piece, left) : "";
        out.append(head);
        left -= head.length();
        rest.append(piece, head.length(), piece.length());
    }
}

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
 * Replaces the variables in one event's client fingerprint. The value of each variable is computed once. The total
 * length of the texts is limited. Beyond the limit, a hash replaces the rest of a text. Each variable enters that hash
 * by the hash of its value.
 */
final class Filling {
    /** Most UTF-16 units of all texts together, not counting the hashes at the ends of texts that are cut. */
    private static final int LENGTH = 8 * 1024;

    private final Function<String, @Nullable String> valueOf;
    private final Map<String, Optional<String>> values = new HashMap<>();
    private final Map<String, String> hashes = new HashMap<>();
    private int left = LENGTH;

    /**
     * Creates it for one event.
     *
     * @param valueOf computes a variable's value; null for an unknown name
     */
    Filling(Function<String, @Nullable String> valueOf) {
        this.valueOf = valueOf;
    }

    /**
     * The parts of the fingerprint. The first text that stands for the server's grouping is replaced by the parts of
     * that grouping. Further such texts would add nothing, so they stay unchanged.
     */
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
            // The hash of the whole value is added, and not a part of the value, so the result does not depend on where
            // the limit falls.
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

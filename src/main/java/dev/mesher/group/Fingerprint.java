package dev.mesher.group;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.StackFrame;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What tells an issue apart in its project: 32 hex digits, the same for every report of one fault. */
final class Fingerprint {
    /** The digits kept of a SHA-256: 128 bits, so that two faults do not meet by chance. */
    private static final int BYTES = 16;

    private Fingerprint() {}

    /** The first of these that the event has: the client's own, the stack, the exception, the message. */
    static String of(Event event) {
        if (!event.clientFingerprint().isEmpty()) {
            return digest("client", event.clientFingerprint());
        }
        List<String> stack = stack(event);
        if (!stack.isEmpty()) {
            return digest("stack", stack);
        }
        ExceptionInfo exception = event.exception();
        if (exception != null) {
            return digest(
                    "exception",
                    List.of(
                            exception.typeName() == null ? "" : exception.typeName(),
                            exception.value() == null ? "" : Normaliser.normalise(exception.value())));
        }
        return digest("message", List.of(Normaliser.normalise(event.message())));
    }

    /** The exception's type, and file and function of each in-app frame; of all frames when none is marked. */
    private static List<String> stack(Event event) {
        boolean marked = event.frames().stream().anyMatch(frame -> Boolean.TRUE.equals(frame.inApp()));
        List<String> parts = new ArrayList<>();
        for (StackFrame frame : event.frames()) {
            boolean foreign = marked && !Boolean.TRUE.equals(frame.inApp());
            boolean nameless = frame.filename() == null && frame.function() == null;
            if (foreign || nameless) {
                continue;
            }
            parts.add(frame.filename() == null ? "" : SourceFile.stable(frame.filename()));
            parts.add(frame.function() == null ? "" : frame.function());
        }
        ExceptionInfo exception = event.exception();
        if (!parts.isEmpty() && exception != null && exception.typeName() != null) {
            parts.add(exception.typeName());
        }
        return parts;
    }

    private static String digest(String kind, List<String> parts) {
        MessageDigest sha256 = sha256();
        sha256.update(kind.getBytes(StandardCharsets.UTF_8));
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length in front keeps ["ab", "c"] apart from ["a", "bc"].
            sha256.update((byte) 0);
            sha256.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
            sha256.update((byte) ':');
            sha256.update(bytes);
        }
        return HexFormat.of().formatHex(sha256.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

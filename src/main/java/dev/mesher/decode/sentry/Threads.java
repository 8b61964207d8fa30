package dev.mesher.decode.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mesher.decode.FieldPath;
import dev.mesher.event.StackFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The threads of the program when the event was created. */
final class Threads {
    private static final int MOST = 200;
    private static final int NAME_LENGTH = 200;

    private static final FieldPath PATH = FieldPath.of("threads");

    private Threads() {}

    /**
     * A thread after it was written.
     *
     * @param frames null when it has no stack trace
     */
    record Written(@Nullable String id, boolean crashed, boolean current, @Nullable List<StackFrame> frames) {}

    /**
     * Writes {@code threads} in Mesher's format, each with its own {@code stacktrace}. Writes nothing when there are
     * none.
     */
    static List<Written> write(JsonGenerator out, @Nullable JsonNode sent, Notes notes) throws IOException {
        List<SentryFields> all = Lists.objects(sent, "name", PATH, notes);
        if (all.isEmpty()) {
            return List.of();
        }
        if (all.size() > MOST) {
            notes.dropped(PATH, all.size(), MOST);
        }
        List<Written> threads = new ArrayList<>();
        out.writeArrayFieldStart("threads");
        for (SentryFields each : all.subList(0, Math.min(MOST, all.size()))) {
            threads.add(thread(out, each));
        }
        out.writeEndArray();
        return threads;
    }

    private static Written thread(JsonGenerator out, SentryFields sent) throws IOException {
        out.writeStartObject();
        String id = sent.write(out, "id", NAME_LENGTH);
        String unusedName = sent.write(out, "name", NAME_LENGTH);
        String unusedState = sent.write(out, "state", NAME_LENGTH);
        Boolean crashed = sent.writeBool(out, "crashed");
        Boolean current = sent.writeBool(out, "current");
        Boolean unusedMain = sent.writeBool(out, "main");
        sent.writeAny(out, "held_locks", new SizeBudget(4, 4_096));
        List<StackFrame> frames = Frames.write(out, sent);
        out.writeEndObject();
        return new Written(id, Boolean.TRUE.equals(crashed), Boolean.TRUE.equals(current), frames);
    }

    /**
     * The index of the thread whose stack trace stands for the event. This is the thread with {@code id}, or else the
     * crashed one, the current one or the only one. −1 when none of these has a stack trace.
     *
     * @param id null when no exception names a thread
     */
    static int shown(List<Written> threads, @Nullable String id) {
        int found = id == null ? -1 : first(threads, thread -> id.equals(thread.id));
        found = found < 0 ? first(threads, Written::crashed) : found;
        found = found < 0 ? first(threads, Written::current) : found;
        return found < 0 && threads.size() == 1 ? first(threads, thread -> true) : found;
    }

    private static int first(List<Written> threads, Predicate<Written> wanted) {
        for (int i = 0; i < threads.size(); i++) {
            if (threads.get(i).frames != null && wanted.test(threads.get(i))) {
                return i;
            }
        }
        return -1;
    }
}

package dev.mesher.group;

import dev.mesher.event.Event;
import dev.mesher.event.ExceptionInfo;
import dev.mesher.event.Level;
import dev.mesher.event.StackFrame;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;

/** An event that no rule gets through with, as if it held what one of them cannot bear. */
final class BadEvent {
    private BadEvent() {}

    static Event overflowing(String message) {
        return new Event(
                null,
                null,
                Level.ERROR,
                message,
                null,
                null,
                null,
                null,
                null,
                List.of(new ExceptionInfo(null, "v", null, overflowingFrames(), null)),
                overflowingFrames(),
                List.of(),
                Map.of(),
                null,
                null,
                null,
                null,
                new byte[0]);
    }

    private static List<StackFrame> overflowingFrames() {
        return new AbstractList<>() {
            @Override
            public StackFrame get(int index) {
                throw new StackOverflowError();
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }
}

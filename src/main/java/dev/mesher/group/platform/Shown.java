package dev.mesher.group.platform;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.mesher.event.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * The names of a frame as people are shown them.
 *
 * @param place class, module or file; "" when unknown
 * @param function "" when it has no name
 */
public record Shown(String place, String function) {
    /** Only frames that failed are shown, which are few of a program's. */
    private static final LoadingCache<FrameKey, Shown> SHOWN =
            Caffeine.newBuilder().maximumSize(5_000).executor(Runnable::run).build(Shown::read);

    /**
     * Reads a frame.
     *
     * @param platform as the client names it; null when it does not
     */
    public static Shown of(@Nullable String platform, StackFrame frame) {
        FrameKey key = FrameKey.of(platform, frame);
        return key.isShort() ? SHOWN.get(key) : read(key);
    }

    private static Shown read(FrameKey key) {
        StackFrame frame = key.frame();
        return new Shown(Names.place(key.platform(), frame), Names.function(key.platform(), frame));
    }
}

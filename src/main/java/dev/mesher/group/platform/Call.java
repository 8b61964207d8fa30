package dev.mesher.group.platform;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.mesher.event.StackFrame;
import org.jspecify.annotations.Nullable;

/**
 * A frame as its programmer wrote it: the same over builds, deployments and runs.
 *
 * @param place class, module or file; "" when unknown
 * @param function "" when it has no name that lasts
 * @param text both, with a space between
 * @param library not the application's, by its platform's rules
 * @param noise never counts
 * @param doubtful the client's word that it is the application's does not hold against {@code library}
 * @param script what else is known of a frame of JavaScript; null on other platforms
 */
public record Call(
        String place,
        String function,
        String text,
        boolean library,
        boolean noise,
        boolean doubtful,
        @Nullable Script script) {
    /** A program has few frames, and each is looked at again with every event. */
    private static final LoadingCache<FrameKey, Call> CALLS =
            Caffeine.newBuilder().maximumSize(30_000).executor(Runnable::run).build(Call::read);

    /**
     * Reads a frame.
     *
     * @param platform as the client names it; null when it does not
     */
    public static Call of(@Nullable String platform, StackFrame frame) {
        FrameKey key = FrameKey.of(platform, frame);
        return key.isShort() ? CALLS.get(key) : read(key);
    }

    private static Call read(FrameKey key) {
        StackFrame frame = key.frame();
        Platform platform = Platform.of(key.platform(), frame);
        Rules rules = platform.rules();
        String module = key.module() == null ? "" : rules.module(MemoryAddresses.REMOVED.apply(key.module()));
        String file = key.filename() == null ? "" : rules.file(key.filename());
        String function = key.function() == null ? "" : rules.function(MemoryAddresses.REMOVED.apply(key.function()));
        if (platform == Platform.DOTNET) {
            function = DotNetRules.written(function, Rules.text(key.module()));
        }
        module = Cut.name(module);
        function = Cut.name(function);
        boolean fromFile = module.isEmpty() || (!file.isEmpty() && rules.fileFirst(Rules.text(key.filename())));
        String place = fromFile ? Cut.path(file) : module;
        return new Call(
                place,
                function,
                function.isEmpty() ? place : place + ' ' + function,
                rules.library(frame),
                rules.noise(frame) || Machinery.isHelper(platform, Rules.text(key.function())),
                rules.doubtsTheClient(),
                platform == Platform.JAVASCRIPT ? Script.of(frame, place, function) : null);
    }
}

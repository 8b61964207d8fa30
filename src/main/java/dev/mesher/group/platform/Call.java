package dev.mesher.group.platform;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.mesher.event.StackFrame;
import java.util.Objects;
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
 * @param shownPlace class, module or file as people are shown it; "" when unknown
 * @param shownFunction the function as people are shown it; "" when it has no name
 */
public record Call(
        String place,
        String function,
        String text,
        boolean library,
        boolean noise,
        boolean doubtful,
        String shownPlace,
        String shownFunction) {
    /** A program has few frames, and each is looked at again with every event. */
    private static final LoadingCache<Key, Call> CALLS =
            Caffeine.newBuilder().maximumSize(30_000).executor(Runnable::run).build(Call::read);

    private static final int CACHED_LENGTH = 600;

    /**
     * Reads a frame.
     *
     * @param platform as the client names it; null when it does not
     */
    public static Call of(@Nullable String platform, StackFrame frame) {
        Key key =
                new Key(platform, frame.filename(), frame.function(), frame.module(), frame.absPath(), frame.library());
        return key.length() > CACHED_LENGTH ? read(key) : CALLS.get(key);
    }

    private static Call read(Key key) {
        StackFrame frame =
                new StackFrame(key.filename, key.function, key.module, key.absPath, key.library, null, null, null);
        Platform platform = Platform.of(key.platform, frame);
        Rules rules = platform.rules();
        String module = key.module == null ? "" : rules.module(MemoryAddresses.REMOVED.apply(key.module));
        String file = key.filename == null ? "" : rules.file(key.filename);
        String function = key.function == null ? "" : rules.function(MemoryAddresses.REMOVED.apply(key.function));
        if (platform == Platform.DOTNET) {
            function = DotNetRules.written(function, Rules.text(key.module));
        }
        module = Cut.name(module);
        function = Cut.name(function);
        boolean fromFile = module.isEmpty() || (!file.isEmpty() && rules.fileFirst(Rules.text(key.filename)));
        String place = fromFile ? Cut.path(file) : module;
        return new Call(
                place,
                function,
                function.isEmpty() ? place : place + ' ' + function,
                rules.library(frame),
                rules.noise(frame) || Machinery.isHelper(platform, Rules.text(key.function)),
                rules.doubtsTheClient(),
                Names.place(key.platform, frame),
                Names.function(key.platform, frame));
    }

    /** What a frame has that does not change from event to event. */
    private record Key(
            @Nullable String platform,
            @Nullable String filename,
            @Nullable String function,
            @Nullable String module,
            @Nullable String absPath,
            @Nullable String library) {
        /** Written out, as is {@link #equals}: a record's own run through method handles, some 3 % of a node's time. */
        @Override
        public int hashCode() {
            int hash = Objects.hashCode(filename);
            hash = 31 * hash + Objects.hashCode(function);
            return 31 * hash + Objects.hashCode(module);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && Objects.equals(function, key.function)
                    && Objects.equals(filename, key.filename)
                    && Objects.equals(module, key.module)
                    && Objects.equals(absPath, key.absPath)
                    && Objects.equals(library, key.library)
                    && Objects.equals(platform, key.platform);
        }

        int length() {
            return length(filename) + length(function) + length(module) + length(absPath) + length(library);
        }

        private static int length(@Nullable String text) {
            return text == null ? 0 : text.length();
        }
    }
}

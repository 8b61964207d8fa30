package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.List;

/** Any other platform, and one that the client does not name: what holds for all, and Elixir's and Erlang's closures. */
final class PlainRules implements Rules {
    private static final List<String> LIBRARY_PATHS =
            List.of("/vendor/", "/node_modules/", "/site-packages/", "/deps/", "/.hex/", "/.pub-cache/");

    @Override
    public String function(String function) {
        return ErlangNames.WITHOUT_CLOSURES.apply(function);
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return LIBRARY_PATHS.stream().anyMatch(path::contains);
    }
}

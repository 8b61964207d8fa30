package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.List;

/** Any other platform, and one that the client does not name: what holds for all; Elixir's, Dart's, Lua's and Perl's names. */
final class PlainRules implements Rules {
    private static final List<String> LIBRARY_PATHS = List.of(
            "/vendor/",
            "/node_modules/",
            "/site-packages/",
            "/deps/",
            "/.hex/",
            "/.pub-cache/",
            "dart:",
            "package:flutter/");

    private static final String VALUE_BEGINS = "{[%:\"'#~";

    @Override
    public String function(String function) {
        String counted = ErlangArguments.COUNTED.apply(function);
        return PlainNames.WITHOUT_CLOSURES.apply(ErlangNames.WITHOUT_CLOSURES.apply(counted));
    }

    @Override
    public String type(String type) {
        return VALUE_BEGINS.indexOf(type.charAt(0)) < 0 ? type : ErlangArguments.WITHOUT_NUMBERS.apply(type);
    }

    @Override
    public String file(String path) {
        return SourcePath.stable(PlainNames.WITHOUT_CLOSURES.apply(path));
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return LIBRARY_PATHS.stream().anyMatch(path::contains);
    }
}

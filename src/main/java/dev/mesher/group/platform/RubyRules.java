package dev.mesher.group.platform;

import dev.mesher.event.StackFrame;
import java.util.List;
import java.util.regex.Pattern;

/** Ruby. */
final class RubyRules implements Rules {
    private static final List<String> LIBRARY_PATHS =
            List.of("/gems/", "gems/", "/vendor/bundle/", "<internal:", "/rubygems/", "/bin/bundle", "bin/rails");
    private static final Pattern STANDARD_LIBRARY =
            Pattern.compile("/(?:lib/)?ruby/\\d[\\d.]*/|/rubies/ruby-|/\\.rbenv/versions/|/lib/ruby/");
    private static final Pattern BLOCK = Pattern.compile("^(?:(?:block|rescue|ensure)(?: \\(\\d+ levels\\))? in )+");

    /** A template's method is named by its path, a hash and an object's id. */
    private static final Pattern TEMPLATE =
            Pattern.compile("^(_\\w+?_(?:erb|haml|slim|builder|jbuilder))_+\\d+(?:_\\d+)?$");

    @Override
    public String function(String function) {
        String name = BLOCK.matcher(function).replaceFirst("");
        String method = name.substring(Math.max(name.lastIndexOf('#'), name.lastIndexOf('.')) + 1);
        return TEMPLATE.matcher(method).replaceFirst("$1");
    }

    @Override
    public boolean library(StackFrame frame) {
        String path = Rules.path(frame);
        return LIBRARY_PATHS.stream().anyMatch(path::contains)
                || STANDARD_LIBRARY.matcher(path).find();
    }
}

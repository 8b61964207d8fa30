package dev.mesher.dear;

import dev.mesher.group.GroupTargets;
import dev.mesher.search.SearchTargets;
import java.util.List;
import java.util.stream.Stream;

/** Everything that reads text of whoever holds a public key, or asks for a search. */
final class Targets {
    private Targets() {}

    static List<Target> all() {
        return Stream.of(DecodeTargets.all(), FrameTargets.all(), GroupTargets.all(), SearchTargets.all())
                .flatMap(List::stream)
                .toList();
    }
}

package dev.mesher.cli.queries;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Paths of one route, with parameters that differ from call to call. Not thread-safe. */
record Samples(String route, List<String> paths) {

    /**
     * Makes one path for each of {@code calls}, and the same ones in each run.
     *
     * @param path makes the path of one call
     */
    static Samples of(String route, int calls, Path path) {
        Random random = new Random(route.hashCode());
        List<String> paths = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            paths.add(path.of(random));
        }
        return new Samples(route, paths);
    }

    Samples first(int count) {
        return new Samples(route, paths.subList(0, Math.min(count, paths.size())));
    }

    /** Makes the path of one call. */
    interface Path {
        String of(Random random);
    }
}

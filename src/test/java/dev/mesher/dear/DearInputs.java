package dev.mesher.dear;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code --seconds N [--seed N] [TARGET…]}: searches for the dearest input of each target, and prints them. */
public final class DearInputs {
    private static final double MIB = 1 << 20;

    /** Past half a second a text is not made longer. */
    private static final double DEAR_NANOS = 5e8;

    /** What one text may take before it counts as one that never ends. */
    private static final long GRACE_MILLIS = 30_000;

    private DearInputs() {}

    public static void main(String... arguments) throws InterruptedException {
        int seconds = 600;
        long seed = 1;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                case "--seed" -> seed = Long.parseLong(arguments[++i]);
                default -> names.add(arguments[i]);
            }
        }
        List<Target> targets = Targets.all().stream()
                .filter(target -> names.isEmpty() || names.stream().anyMatch(target.name()::startsWith))
                .toList();
        run(targets, seconds, seed, System.out);
        // A reader that never ends would go on.
        System.exit(0);
    }

    private static void run(List<Target> targets, int seconds, long seed, PrintStream out) throws InterruptedException {
        out.printf(
                "seed %d, %d targets, %d s each at most%n",
                seed, targets.size(), seconds / Math.max(1, targets.size()));
        long millis = seconds * 1_000L / Math.max(1, targets.size());
        for (Target target : targets) {
            out.println(line(target, dearest(target, millis, seed)));
            out.flush();
        }
    }

    /** Null when it has not ended. */
    private static Search.@Nullable Found dearest(Target target, long millis, long seed) throws InterruptedException {
        AtomicReference<Search.@Nullable Found> found = new AtomicReference<>();
        long end = System.nanoTime() + millis * 1_000_000;
        Thread searching = new Thread(
                () -> found.set(
                        new Search(target, new CpuMeter(), DEAR_NANOS, seed).run(() -> System.nanoTime() < end)),
                target.name());
        searching.setDaemon(true);
        searching.start();
        searching.join(millis + GRACE_MILLIS);
        return found.get();
    }

    private static String line(Target target, Search.@Nullable Found found) {
        if (found == null) {
            return String.format("%-28s a text that takes more than %d s", target.name(), GRACE_MILLIS / 1_000);
        }
        String cost = found.failure().isEmpty()
                ? String.format(Locale.ROOT, "%8.0f ms/MiB", found.rate() * MIB / 1e6)
                : found.failure();
        return String.format("%-28s %s, %d characters: %s", target.name(), cost, found.length(), found.recipe());
    }
}

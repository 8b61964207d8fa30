package dev.mesher.diagnostics;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this node did not keep of each project's events in the last hour: how many, why, and the last error. It is in memory
 * only. The number of projects and reasons is bounded: a new project takes the place of the one that was refused something
 * longest ago. Thread-safe.
 */
public final class RecentRefusals {
    static final int MOST_PROJECTS = 1_000;
    static final int MOST_REASONS = 20;
    static final int LONGEST_ERROR = 200;
    private static final int MINUTES = 60;
    private static final int MINUTE_SECONDS = 60;

    private final String node;
    private final Clock clock;

    /** In the order of their last refusal, the oldest first. */
    private final Map<UUID, Map<String, Counts>> projects = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param node the name of this node
     */
    public RecentRefusals(String node, Clock clock) {
        this.node = node;
        this.clock = clock;
    }

    /**
     * The refusals for one reason in the last 60 minutes.
     *
     * @param lastError the words of the last error, cut to 200 characters; null when there was none
     */
    public record Recent(String reason, long count, Instant lastAt, @Nullable String lastError) {}

    /** The name of this node. */
    public String node() {
        return node;
    }

    /**
     * Counts one event, or one request that was refused as a whole.
     *
     * @param reason one of few names; never text from a client
     * @param error the words that the client got; null when it got none
     */
    public void add(UUID project, String reason, @Nullable String error) {
        Instant now = clock.instant();
        synchronized (projects) {
            Map<String, Counts> reasons = projects.computeIfAbsent(project, unknown -> new TreeMap<>());
            if (projects.size() > MOST_PROJECTS) {
                projects.remove(projects.keySet().iterator().next());
            }
            Counts counts = reasons.get(reason);
            if (counts == null && reasons.size() < MOST_REASONS) {
                counts = new Counts();
                reasons.put(reason, counts);
            }
            if (counts != null) {
                counts.add(now, error);
            }
        }
    }

    /** The project's refusals of the last 60 minutes, the newest first. */
    public List<Recent> of(UUID project) {
        long minute = minute(clock.instant());
        List<Recent> recent = new ArrayList<>();
        synchronized (projects) {
            projects.getOrDefault(project, Map.of()).forEach((reason, counts) -> {
                long count = counts.since(minute - MINUTES + 1);
                if (count > 0) {
                    recent.add(new Recent(reason, count, counts.lastAt, counts.lastError));
                }
            });
        }
        recent.sort(Comparator.comparing(Recent::lastAt).reversed());
        return recent;
    }

    private static long minute(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), MINUTE_SECONDS);
    }

    private static String cut(String error) {
        if (error.length() <= LONGEST_ERROR) {
            return error;
        }
        int end = Character.isHighSurrogate(error.charAt(LONGEST_ERROR - 1)) ? LONGEST_ERROR - 1 : LONGEST_ERROR;
        return error.substring(0, end);
    }

    /** The counts of each minute for one reason. */
    private static final class Counts {
        private final long[] minutes = new long[MINUTES];
        private final int[] counts = new int[MINUTES];
        private Instant lastAt = Instant.EPOCH;
        private @Nullable String lastError;

        void add(Instant now, @Nullable String error) {
            long minute = minute(now);
            int place = Math.floorMod(minute, MINUTES);
            if (minutes[place] != minute) {
                minutes[place] = minute;
                counts[place] = 0;
            }
            counts[place]++;
            lastAt = now;
            lastError = error == null ? null : cut(error);
        }

        long since(long first) {
            long sum = 0;
            for (int place = 0; place < MINUTES; place++) {
                sum += minutes[place] >= first ? counts[place] : 0;
            }
            return sum;
        }
    }
}

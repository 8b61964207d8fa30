package dev.mesher.cluster;

import com.hazelcast.cluster.Cluster;
import dev.mesher.config.ClusterSettings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the seeds again and again, so that a changed DNS answer lets two parts of a cluster find each other. The
 * oldest member of each part looks for others every few seconds, and the smaller part joins the larger one. It looks at
 * the addresses of the seeds, and at those where members were in the last hours.
 */
final class Discovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

    private static final Duration FORMER_FOR = Duration.ofHours(4);

    private final ClusterSettings settings;
    private final Candidates candidates;
    private final LiveMembers members;
    private final FormerMembers former = new FormerMembers(FORMER_FOR, System::nanoTime);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "mesher-discovery");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean peersNamed;

    /** Resolves the seeds for the first time, which blocks. */
    Discovery(ClusterSettings settings, AddressLookup lookup, String ownAddress, Duration pause) {
        this.settings = settings;
        this.candidates = new Candidates(lookup, ownAddress, settings.clusterPort());
        this.members = new LiveMembers(List.of());
        resolve();
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::resolve, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    LiveMembers members() {
        return members;
    }

    /** To be called after the start. From then on the addresses at which nobody answers are left out. */
    void follow(Cluster cluster, CandidateProbe probe) {
        UUID unused = cluster.addMembershipListener(former);
        members.choose(places -> probe.answering(Stream.concat(places.stream(), former.addresses().stream())
                .distinct()
                .toList()));
    }

    /** Whether the seeds name other nodes than this one. */
    boolean peersNamed() {
        return peersNamed;
    }

    @Override
    public void close() {
        List<Runnable> unused = thread.shutdownNow();
    }

    private void resolve() {
        try {
            members.become(candidates.of(settings.seeds()));
            peersNamed = candidates.othersNamed(settings.seeds());
        } catch (RuntimeException failed) {
            LOG.warn("[Mesher] resolving the seeds again failed", failed);
        }
    }
}

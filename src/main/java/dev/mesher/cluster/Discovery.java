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
 * Resolves the seeds again and again, so that a changed answer of the DNS leads two parts of a cluster to each other: the
 * oldest member of each looks for others every few seconds, and the smaller part joins the larger one. It looks where the
 * seeds lead and where members were in the last hours.
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

    /** Blocks while it resolves the seeds for the first time. */
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

    /** For after the start: then the places at which nobody answers are left out. */
    void follow(Cluster cluster, CandidateProbe probe) {
        UUID unused = cluster.addMembershipListener(former);
        members.choose(places -> probe.answering(Stream.concat(places.stream(), former.addresses().stream())
                .distinct()
                .toList()));
    }

    /** Whether the seeds name somebody else than this node. */
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
            LOG.warn("[Mesher] the seeds were not resolved again", failed);
        }
    }
}

package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.authority.ClusterRole;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MembersTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final Members members = new Members(Duration.ofSeconds(15), now::get);

    @Test
    void theLastWordCountsUntilASilence() {
        members.heard(facts("a", 1, false));
        members.heard(facts("a", 2, false));
        now.set(15 * SECOND);
        assertThat(members.facts("a")).contains(facts("a", 2, false));

        now.set(16 * SECOND);
        assertThat(members.facts("a")).isEmpty();
        assertThat(members.facts("b")).isEmpty();
    }

    @Test
    void whoIsGoneWithoutAWordIsLost() {
        members.heard(facts("b", 0, false));
        members.heard(facts("a", 0, false));
        members.heard(facts("left", 0, true));

        assertThat(members.lost(List.of("a"))).containsExactly("b");
        assertThat(members.lost(List.of())).containsExactly("a", "b");
    }

    @Test
    void whatIsAnnouncedIsHeard() {
        NodeFacts facts = facts("a", 7, true);

        assertThat(NodeFacts.of(facts.json())).isEqualTo(facts);
    }

    @Test
    void anUnknownRoleIsRefused() {
        JsonObject facts = facts("a", 7, true).json();

        assertThatThrownBy(() -> NodeFacts.of(facts.copy().put("role", "king")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static NodeFacts facts(String name, long epoch, boolean leaving) {
        return new NodeFacts(name, "localhost", "primary", ClusterRole.STANDBY, epoch, leaving);
    }
}

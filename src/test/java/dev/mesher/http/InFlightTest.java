package dev.mesher.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may hold how much of the budget. */
final class InFlightTest {
    private static final long MIB = 1 << 20;

    /** Of a heap of 512 MiB. */
    private static final long SMALL_BUDGET = 64 * MIB;

    private static final long LARGEST = 60 * MIB;

    private final UUID one = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @Test
    void aProjectHasAtMostHalf() {
        InFlight inFlight = new InFlight(512 * MIB, LARGEST);
        InFlight.Lease lease = inFlight.project(one).lease();
        lease.add(256 * MIB);

        assertThatThrownBy(() -> inFlight.project(one).lease().add(1)).isInstanceOf(Refusal.class);
        assertThat(inFlight.project(one).hasRoom(1)).isFalse();
        inFlight.project(other).lease().add(256 * MIB);

        assertThat(inFlight.held()).isEqualTo(512 * MIB);
        assertThat(inFlight.project(UUID.randomUUID()).hasRoom(1)).isFalse();
        lease.release();
        assertThat(inFlight.project(UUID.randomUUID()).hasRoom(256 * MIB)).isTrue();
    }

    @Test
    void oneLargestRequestPassesOnASmallNodeAndLeavesRoomForOthers() {
        InFlight inFlight = new InFlight(SMALL_BUDGET, LARGEST);

        inFlight.project(one).lease().add(LARGEST);

        assertThatThrownBy(() -> inFlight.project(one).lease().add(1)).isInstanceOf(Refusal.class);
        inFlight.project(other).lease().add(SMALL_BUDGET / 16);
    }

    @Test
    void theLastSixteenthIsNeverOneProjects() {
        InFlight inFlight = new InFlight(16 * MIB, LARGEST);

        assertThat(inFlight.project(one).limit()).isEqualTo(15 * MIB);
    }

    @Test
    void strangersCallersAndWaitersTakeNobodysRoom() {
        InFlight inFlight = new InFlight(SMALL_BUDGET, LARGEST);
        inFlight.strangers().lease().add(4 * MIB);
        inFlight.callers().lease().add(4 * MIB);
        inFlight.waiting(one).lease().add(2 * MIB);

        assertThatThrownBy(() -> inFlight.strangers().lease().add(1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> inFlight.callers().lease().add(1)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> inFlight.waiting(one).lease().add(1)).isInstanceOf(Refusal.class);
        inFlight.waiting(other).lease().add(2 * MIB);
        inFlight.project(one).lease().add(LARGEST);
        inFlight.project(other).lease().add(4 * MIB);
        assertThat(inFlight.held()).isEqualTo(SMALL_BUDGET + 12 * MIB);
    }

    @Test
    void projectsLeaveStrangersTheirs() {
        InFlight inFlight = new InFlight(SMALL_BUDGET, LARGEST);
        inFlight.project(one).lease().add(LARGEST);
        inFlight.project(other).lease().add(4 * MIB);

        inFlight.strangers().lease().add(4 * MIB);
        inFlight.callers().lease().add(4 * MIB);
    }

    @Test
    void theOldestStrangersWhoseBodiesAreToComeGiveWayWhereRoomIsShort() {
        InFlight inFlight = new InFlight(SMALL_BUDGET, LARGEST);
        List<Integer> asked = new ArrayList<>();
        List<Runnable> given = new ArrayList<>();
        List<InFlight.Lease> leases = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int number = i;
            InFlight.Lease lease = inFlight.strangers().lease();
            lease.add(MIB / 4);
            lease.unfinished(done -> {
                asked.add(number);
                given.add(done);
            });
            leases.add(lease);
        }
        leases.get(1).finished();
        InFlight.Lease caller = inFlight.callers().lease();
        caller.add(4 * MIB);
        caller.unfinished(done -> asked.add(-1));

        assertThat(asked).as("three quarters are held").isEmpty();
        inFlight.strangers().lease().add(1_000);
        assertThat(asked).containsExactly(0);
        inFlight.strangers().lease().add(MIB / 2);
        assertThat(asked).containsExactly(0, 2, 3);
        List.of(0, 2, 3, 4, 5).forEach(gone -> leases.get(gone).release());
        given.forEach(Runnable::run);
        leases.get(4).finished();
        leases.get(5).finished();
        inFlight.strangers().lease().add(1_000);
        assertThat(asked).as("there is room again").containsExactly(0, 2, 3);
    }

    @Test
    void whoGivesWayIsAskedOnceAndIsAsOldAsItsFirstBytes() {
        InFlight.Share strangers = new InFlight(SMALL_BUDGET, LARGEST).strangers();
        List<String> asked = new ArrayList<>();
        InFlight.Lease old = unfinished(strangers, "old", asked);
        unfinished(strangers, "young", asked);
        old.unfinished(done -> asked.add("old, again"));

        strangers.lease().add(2 * MIB + 1);
        strangers.lease().add(MIB / 2);

        assertThat(asked).containsExactly("old", "young");
    }

    /** Its head has been read, and then the rest of its body. */
    @Test
    void whoseBodyGoesOnGivesWayAgainAndIsTheYoungest() {
        InFlight.Share strangers = new InFlight(SMALL_BUDGET, LARGEST).strangers();
        List<String> asked = new ArrayList<>();
        InFlight.Lease first = unfinished(strangers, "first", asked);
        unfinished(strangers, "second", asked);
        first.finished();
        first.unfinished(done -> asked.add("first, again"));

        strangers.lease().add(2 * MIB + 1);
        strangers.lease().add(MIB / 2);

        assertThat(asked).containsExactly("second", "first, again");
    }

    /** What they held counts again once it is somebody else's. */
    @Test
    void moreAreAskedWhenTheRoomThatSomeGaveIsTaken() {
        InFlight.Share strangers = new InFlight(SMALL_BUDGET, LARGEST).strangers();
        List<Runnable> given = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        InFlight.Lease gone = strangers.lease();
        gone.add(MIB);
        gone.unfinished(given::add);
        unfinished(strangers, "next", asked);
        strangers.lease().add(MIB + MIB / 2 + 1);
        gone.release();
        given.forEach(Runnable::run);
        assertThat(given).hasSize(1);

        strangers.lease().add(MIB - 1);
        assertThat(asked).isEmpty();
        strangers.lease().add(1);

        assertThat(asked).containsExactly("next");
    }

    @Test
    void onlyStrangersGiveWay() {
        InFlight inFlight = new InFlight(SMALL_BUDGET, LARGEST);
        for (InFlight.Share share : List.of(inFlight.callers(), inFlight.waiting(one), inFlight.project(one))) {
            List<String> asked = new ArrayList<>();
            unfinished(share, "old", asked);

            share.lease().add(share.limit() - MIB / 2);

            assertThat(asked).isEmpty();
        }
    }

    @Test
    void aLeaseThatShrinksGivesBackAndOneThatGrowsTakes() {
        InFlight.Share share = new InFlight(SMALL_BUDGET, LARGEST).strangers();
        InFlight.Lease lease = share.lease();
        lease.add(MIB);

        assertThat(lease.tryResize(1_000)).isTrue();
        assertThat(share.held()).isEqualTo(1_000);
        assertThat(lease.tryResize(4 * MIB)).isTrue();
        assertThat(share.held()).isEqualTo(4 * MIB);
        assertThat(lease.tryResize(4 * MIB + 1)).isFalse();
        assertThat(lease.bytes()).isEqualTo(4 * MIB);
        lease.release();
        assertThat(share.held()).isZero();
    }

    @Test
    void aTinyBudgetStillHearsStrangers() {
        assertThat(new InFlight(100_000, LARGEST).strangers().limit()).isEqualTo(256 * 1024);
    }

    @Test
    void aStrangerBecomesKnown() {
        InFlight inFlight = new InFlight(SMALL_BUDGET, LARGEST);
        InFlight.Lease lease = inFlight.strangers().lease();
        lease.add(1_000);

        assertThat(lease.tryMoveTo(inFlight.project(one))).isTrue();
        lease.add(5 * MIB);

        assertThat(inFlight.strangers().held()).isZero();
        assertThat(inFlight.project(one).held()).isEqualTo(5 * MIB + 1_000);
        lease.release();
        lease.release();
        assertThat(inFlight.held()).isZero();
        assertThat(inFlight.project(one).held()).isZero();
    }

    @Test
    void withoutRoomItStaysAStranger() {
        InFlight inFlight = new InFlight(SMALL_BUDGET, LARGEST);
        InFlight.Lease large = inFlight.project(one).lease();
        large.add(LARGEST);
        InFlight.Lease lease = inFlight.strangers().lease();
        lease.add(1_000);

        assertThat(lease.tryMoveTo(inFlight.project(one))).isFalse();
        assertThat(inFlight.strangers().held()).isEqualTo(1_000);
        large.release();
        assertThat(lease.tryMoveTo(inFlight.project(one))).isTrue();
        lease.release();
        assertThat(inFlight.held()).isZero();
    }

    @Test
    void whatIsRefusedHoldsNothing() {
        InFlight inFlight = new InFlight(SMALL_BUDGET, LARGEST);
        InFlight.Lease lease = inFlight.project(one).lease();
        lease.add(7);

        assertThatThrownBy(() -> lease.add(SMALL_BUDGET))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.UNAVAILABLE));

        assertThat(inFlight.held()).isEqualTo(7);
        lease.release();
        assertThat(inFlight.held()).isZero();
    }

    /** Holds half a mebibyte, and tells when it is asked to give way; it never does. */
    private static InFlight.Lease unfinished(InFlight.Share share, String name, List<String> asked) {
        InFlight.Lease lease = share.lease();
        lease.add(MIB / 2);
        lease.unfinished(done -> asked.add(name));
        return lease;
    }
}

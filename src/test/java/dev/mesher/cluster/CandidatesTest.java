package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Seed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CandidatesTest {
    private static final Map<String, List<String>> NAMES = Map.of(
            "localhost", List.of("127.0.0.1"),
            "127.0.0.1", List.of("127.0.0.1"),
            "::1", List.of("::1"),
            "10.0.0.5", List.of("10.0.0.5"),
            "fd00::5", List.of("fd00::5"),
            "mesher.internal", List.of("10.0.0.1", "10.0.0.2", "fd00::2"));

    @Test
    void aBareNameIsEveryAddressOnTheClusterPort() {
        assertThat(candidates("mesher.internal"))
                .containsExactly("10.0.0.1:4370", "10.0.0.2:4370", "[fd00:0:0:0:0:0:0:2]:4370", "mesher.internal:4370");
    }

    @Test
    void aPortIsTakenAsGiven() {
        assertThat(candidates("mesher.internal:5000"))
                .containsExactly("10.0.0.1:5000", "10.0.0.2:5000", "[fd00:0:0:0:0:0:0:2]:5000", "mesher.internal:5000");
        assertThat(candidates("127.0.0.1:5000")).containsExactly("127.0.0.1:5000");
    }

    @Test
    void anAddressStandsForItself() {
        assertThat(candidates("10.0.0.5", "[fd00::5]")).containsExactly("10.0.0.5:4370", "[fd00:0:0:0:0:0:0:5]:4370");
    }

    @Test
    void localhostIsBothLoopbacksWithNinePortsEitherSide() {
        List<String> expected = new ArrayList<>();
        for (int port = 4361; port <= 4379; port++) {
            expected.add("127.0.0.1:" + port);
            expected.add("[0:0:0:0:0:0:0:1]:" + port);
        }

        assertThat(candidates("localhost"))
                .containsExactlyInAnyOrderElementsOf(expected)
                .startsWith("127.0.0.1:4370", "[0:0:0:0:0:0:0:1]:4370");
    }

    @Test
    void localhostWithAPortIsBothLoopbacks() {
        assertThat(candidates("localhost:4400")).containsExactly("127.0.0.1:4400", "[0:0:0:0:0:0:0:1]:4400");
    }

    @Test
    void portsStayInRange() throws Exception {
        assertThat(new Candidates(CandidatesTest::lookup, 65_533).of(seeds("127.0.0.1")))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(65_524, 65_535)
                        .mapToObj(port -> "127.0.0.1:" + port)
                        .toList());
    }

    @Test
    void anUnknownNameStaysForLater() {
        assertThat(candidates("not.yet.there")).containsExactly("not.yet.there:4370");
    }

    @Test
    void nothingTwice() {
        assertThat(candidates("10.0.0.5", "10.0.0.5:4370", "10.0.0.5:4371"))
                .containsExactly("10.0.0.5:4370", "10.0.0.5:4371");
    }

    private static List<String> candidates(String... seeds) {
        return new Candidates(CandidatesTest::lookup, 4370).of(seeds(seeds));
    }

    private static List<Seed> seeds(String... texts) {
        return Arrays.stream(texts).map(text -> Seed.parse(text).orElseThrow()).toList();
    }

    private static List<InetAddress> lookup(String host) throws UnknownHostException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String address : NAMES.getOrDefault(host, List.of())) {
            addresses.add(InetAddress.getByName(address));
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }
}

package dev.mesher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.config.Seed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CandidatesTest {
    private static final String OWN = "10.0.0.1";
    private static final Map<String, List<String>> NAMES = Map.of(
            "localhost", List.of("127.0.0.1"),
            "127.0.0.1", List.of("127.0.0.1"),
            "::1", List.of("::1"),
            "10.0.0.1", List.of("10.0.0.1"),
            "10.0.0.5", List.of("10.0.0.5"),
            "fd00::5", List.of("fd00::5"),
            "mesher.internal", List.of("10.0.0.1", "10.0.0.2", "fd00::2"));

    @Test
    void aBareNameIsEveryAddressOnTheClusterPort() {
        assertThat(candidates("mesher.internal"))
                .containsExactly("10.0.0.1:4370", "10.0.0.2:4370", "[fd00:0:0:0:0:0:0:2]:4370");
    }

    @Test
    void aPortIsTakenAsGiven() {
        assertThat(candidates("mesher.internal:5000"))
                .containsExactly("10.0.0.1:5000", "10.0.0.2:5000", "[fd00:0:0:0:0:0:0:2]:5000");
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
        assertThat(new Candidates(CandidatesTest::lookup, OWN, 65_533).of(seeds("127.0.0.1")))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(65_524, 65_535)
                        .mapToObj(port -> "127.0.0.1:" + port)
                        .toList());
    }

    @Test
    void aNameThatIsUnknownForAWhileIsWhatItWasBefore() {
        AtomicBoolean away = new AtomicBoolean(true);
        Candidates candidates = new Candidates(
                host -> {
                    if (away.get()) {
                        throw new UnknownHostException(host);
                    }
                    return lookup(host);
                },
                OWN,
                4370);

        assertThat(candidates.of(seeds("mesher.internal"))).isEmpty();
        away.set(false);
        List<String> known = candidates.of(seeds("mesher.internal"));
        away.set(true);

        assertThat(known).hasSize(3);
        assertThat(candidates.of(seeds("mesher.internal"))).isEqualTo(known);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, false",
        "127.0.0.1:4370, false",
        "127.0.0.1:4371, true",
        "10.0.0.1, false",
        "10.0.0.5, true",
        "mesher.internal, true",
        "not.yet.there, true"
    })
    void knowsWhetherOthersAreNamed(String seed, boolean others) {
        assertThat(new Candidates(CandidatesTest::lookup, OWN, 4370).othersNamed(seeds(seed)))
                .isEqualTo(others);
    }

    @Test
    void nothingTwice() {
        assertThat(candidates("10.0.0.5", "10.0.0.5:4370", "10.0.0.5:4371"))
                .containsExactly("10.0.0.5:4370", "10.0.0.5:4371");
    }

    private static List<String> candidates(String... seeds) {
        return new Candidates(CandidatesTest::lookup, OWN, 4370).of(seeds(seeds));
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

package dev.mesher.decode.sentry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import dev.mesher.decode.Inflate;
import dev.mesher.event.Event;
import dev.mesher.event.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Spoilt bodies through everything that reads them before they are stored. Nothing but a refusal may come of one, and an
 * event that comes of one must be fit for the store. Run by {@code src/test/fuzz/envelope}.
 */
final class EnvelopeFuzz {
    /** What an event may take more than the body that it came in: a bare NUL becomes six bytes. */
    private static final int GROWTH = 7;

    private static final int OVERHEAD = 16 * 1024;
    private static final int INFLATED = 1 << 20;
    private static final List<String> ENCODINGS = List.of("gzip", "deflate", "br", "zstd");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Arrival ARRIVAL =
            new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, "203.0.113.9");

    /** Kinds of a case: three of five are envelopes, one is a store body, one is compressed. */
    private static final int KINDS = 5;

    private static final int STORE = 3;
    private static final int PACKED = 4;

    private final List<byte[]> envelopes = envelopes();
    private final List<byte[]> events = events(envelopes);
    private final List<byte[]> packed = packed();
    private long decoded;
    private long refused;

    /** Arguments: how many seconds, and the first seed. */
    public static void main(String[] arguments) {
        long seconds = Long.parseLong(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        EnvelopeFuzz fuzz = new EnvelopeFuzz();
        long start = System.nanoTime();
        long cases = 0;
        long most = 0;
        for (long at = seed; (System.nanoTime() - start) / 1_000_000_000L < seconds; at++) {
            fuzz.round(at, 1_000);
            cases += 1_000;
            Runtime runtime = Runtime.getRuntime();
            most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
        }
        System.out.printf(
                "fuzz: ok: %,d cases from seed %d, %,d events, %,d refusals, at most %d MB of heap in use%n",
                cases, seed, fuzz.decoded, fuzz.refused, most >> 20);
    }

    /** Events that came of the cases so far. */
    long decoded() {
        return decoded;
    }

    long refused() {
        return refused;
    }

    /** So many cases of one seed; fails with the case that should not be. */
    void round(long seed, int cases) {
        Mutator mutator = new Mutator(seed);
        for (int i = 0; i < cases; i++) {
            int kind = i % KINDS;
            byte[] body = mutator.next(kind == STORE ? events : kind == PACKED ? packed : envelopes);
            try {
                if (kind == PACKED) {
                    body = Inflate.inflate(body, ENCODINGS.get((i / KINDS) % ENCODINGS.size()), INFLATED);
                }
                takeApart(body, kind == STORE);
            } catch (Refusal expected) {
                refused++;
            } catch (Exception | StackOverflowError | OutOfMemoryError escaped) {
                throw new AssertionError(
                        "seed " + seed + " case " + i + ": "
                                + Base64.getEncoder().encodeToString(body),
                        escaped);
            }
        }
    }

    private void takeApart(byte[] body, boolean store) throws IOException {
        if (store) {
            byte[] json = StoreBody.json(body, INFLATED);
            Event event = SentryEvent.decodeStored(json, ARRIVAL).event();
            if (event != null) {
                check(event, json.length);
            }
            return;
        }
        Envelope envelope = Envelope.parse(body);
        Items items = Items.of(envelope);
        if (items.tally().counts().size() > 1_000 || items.feedback().size() > 20) {
            throw new IllegalStateException("unbounded");
        }
        byte[] json = items.event();
        byte[] report = items.report();
        UUID id = envelope.eventId();
        if (json != null) {
            check(
                    SentryEvent.decode(json, new Arrival(ARRIVAL.receivedAt(), envelope.sentAt(), id, null)),
                    json.length);
        } else if (report != null) {
            for (Event event :
                    SecurityReports.decode(report, ARRIVAL, null, null).events()) {
                check(event, report.length);
            }
        }
    }

    private void check(Event event, int sent) throws IOException {
        decoded++;
        if (event.message().isBlank()
                || event.message().indexOf(0) >= 0
                || event.message().length() > 8_192) {
            throw new IllegalStateException("message");
        }
        if (event.json().length > GROWTH * sent + OVERHEAD) {
            throw new IllegalStateException("grew from " + sent + " to " + event.json().length);
        }
        if (!JSON.readTree(event.json()).isObject()) {
            throw new IllegalStateException("no object");
        }
    }

    private static List<byte[]> envelopes() {
        List<byte[]> bodies = new ArrayList<>();
        for (String name : List.of("java", "javascript", "python", "native", "php", "legacy", "csp", "mixed")) {
            try (var in = EnvelopeFuzz.class.getResourceAsStream("/sentry/" + name + ".envelope")) {
                if (in == null) {
                    throw new IllegalStateException("no corpus " + name);
                }
                bodies.add(in.readAllBytes());
            } catch (IOException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
        return bodies;
    }

    /** Store bodies are the events alone. */
    private static List<byte[]> events(List<byte[]> envelopes) {
        return envelopes.stream()
                .map(body ->
                        new String(body, StandardCharsets.UTF_8).split("\n", -1)[2].getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private List<byte[]> packed() {
        List<byte[]> bodies = new ArrayList<>();
        for (byte[] plain : envelopes) {
            ByteArrayOutputStream gzip = new ByteArrayOutputStream();
            ByteArrayOutputStream zlib = new ByteArrayOutputStream();
            try (GZIPOutputStream one = new GZIPOutputStream(gzip);
                    DeflaterOutputStream other = new DeflaterOutputStream(zlib)) {
                one.write(plain);
                other.write(plain);
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
            bodies.add(gzip.toByteArray());
            bodies.add(zlib.toByteArray());
            bodies.add(Zstd.compress(plain));
            bodies.add(Base64.getEncoder().encode(zlib.toByteArray()));
        }
        bodies.add(Base64.getDecoder().decode("G9sF+I3UYs0Z7pQibXul01eV2FYCaGA7DAk="));
        return bodies;
    }
}

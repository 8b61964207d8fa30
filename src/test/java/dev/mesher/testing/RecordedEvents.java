package dev.mesher.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The events that were recorded of clients, in {@code src/test/resources/grouping}: a JSON object in each line. */
public final class RecordedEvents {
    private static final String ENDING = ".jsonl.gz";

    private RecordedEvents() {}

    /** The platforms of which events are recorded, in alphabetical order. */
    public static List<String> platforms() {
        try (Stream<Path> files =
                Files.list(Path.of(Objects.requireNonNull(RecordedEvents.class.getResource("/grouping"))
                        .toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The lines of one platform. */
    public static List<String> of(String platform) {
        try (InputStream in = RecordedEvents.class.getResourceAsStream("/grouping/" + platform + ENDING)) {
            if (in == null) {
                throw new IllegalStateException("no events are recorded of " + platform);
            }
            return new String(new GZIPInputStream(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

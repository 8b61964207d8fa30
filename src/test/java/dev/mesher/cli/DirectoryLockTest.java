package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {
    @TempDir
    private Path parent;

    @Test
    void oneAtATime() throws Exception {
        Path directory = parent.resolve("dev");
        try (DirectoryLock first = DirectoryLock.take(directory)) {
            assertThat(first.directory()).isDirectory();
            assertThatThrownBy(() -> DirectoryLock.take(directory))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessage("Another mesher is running in " + directory);
        }
        try (DirectoryLock second = DirectoryLock.take(directory)) {
            assertThat(second.directory()).isEqualTo(directory);
        }
    }
}

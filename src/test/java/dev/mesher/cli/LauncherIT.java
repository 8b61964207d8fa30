package dev.mesher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/mesher} as a program, in a checkout of its own whose Maven hands out the jar that was built already. */
final class LauncherIT {
    private static final Path JAR = Path.of(String.valueOf(System.getProperty("mesher.jar")));
    private static final Path SCRIPT = Path.of("bin/mesher").toAbsolutePath();

    @TempDir
    private Path directory;

    private Path elsewhere;
    private Path source;
    private Path launcher;
    private Path builds;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeEach
    void checkOut() throws IOException {
        Path root = directory.resolve("a checkout");
        elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        launcher =
                Files.copy(SCRIPT, Files.createDirectories(root.resolve("bin")).resolve("mesher"));
        source = Files.createFile(
                Files.createDirectories(root.resolve("src/main")).resolve("Source.java"));
        Path pom = Files.createFile(root.resolve("pom.xml"));
        assertThat(pom).exists();
        builds = directory.resolve("builds");
        maven("echo built >>'" + builds + "' && mkdir -p target && ln -sf '" + JAR + "' target/mesher.jar");
    }

    @Test
    void worksFromAnotherDirectoryAndThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), launcher);
        Path linkToLink = Files.createSymbolicLink(elsewhere.resolve("mesher"), Path.of("../link"));

        Ended ended = run(linkToLink, "--version");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).matches("mesher \\d+\\.\\d+\\.\\d+\\S*\\s+");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void buildsWhatIsMissingOrStaleAndNothingElse() throws Exception {
        assertThat(run(launcher, "build").exitCode()).isZero();
        assertThat(run(launcher, "build").exitCode()).isZero();
        assertThat(builds).hasContent("built");

        Path changed =
                Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(10)));

        assertThat(changed).exists();
        assertThat(run(launcher, "build").err()).startsWith("Building Mesher");
        assertThat(builds).hasContent("built\nbuilt");
    }

    @Test
    void buildThatFails() throws Exception {
        maven("echo no compiler here && exit 1");

        Ended ended = run(launcher, "--help");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("no compiler here").endsWith("mesher: the build failed\n");
    }

    @Test
    void buildIntoADirectoryGivesAProgramThatRunsWithoutMaven() throws Exception {
        Ended built = run(launcher, "build", "out");
        assertThat(built.out()).isEqualTo("out/mesher.jar\nout/mesher\n");
        maven("exit 1");
        Path program = elsewhere.resolve("out").resolve("mesher");

        assertThat(run(program, "--help").exitCode()).isZero();
        assertThat(run(program).err()).contains("Missing required environment variable DATABASE_URL");
        assertThat(run(program, "build").exitCode()).isEqualTo(1);
    }

    @Test
    void wrongUsage() throws Exception {
        assertThat(run(launcher, "nonsense").exitCode()).isEqualTo(2);
        assertThat(run(launcher).exitCode()).isEqualTo(2);
        assertThat(run(launcher, "build", "one", "two").exitCode()).isEqualTo(2);
        assertThat(run(launcher, "build", "--nonsense").exitCode()).isEqualTo(2);
    }

    /** One command of each kind: the launcher runs Java with other flags for each, and "build" without Java. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "load", "cluster status", "migrate up", "build"})
    void help(String command) throws Exception {
        Ended ended = run(
                launcher,
                Stream.concat(Stream.of(command.split(" ")), Stream.of("--help"))
                        .toArray(String[]::new));

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("Usage: mesher " + command);
    }

    private void maven(String body) throws IOException {
        Path mvn = Files.createDirectories(directory.resolve("tools")).resolve("mvn");
        Path script = Files.writeString(mvn, "#!/bin/sh\n" + body + "\n");
        Path executable = Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(executable).isExecutable();
    }

    private Ended run(Path program, String... arguments) throws IOException, InterruptedException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                        .toList())
                .directory(elsewhere.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("MESH") || name.equals("DATABASE_URL"));
        environment.merge("PATH", directory.resolve("tools").toString(), (old, tools) -> tools + ":" + old);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(program + " ended").isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}

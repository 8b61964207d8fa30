package dev.mesher.config;

import dev.mesher.config.Settings.DatabaseSettings;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The variables that a command sees: those of the process, and of {@code .env} where the process has none. */
public final class Environment {
    private static final String FILE = ".env";

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Of exactly these variables; one that is blank counts as unset. */
    public static Environment of(Map<String, String> variables) {
        return new Environment(variables.entrySet().stream()
                .filter(variable -> !variable.getValue().isBlank())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, variable -> variable.getValue().strip())));
    }

    /**
     * Of the process and of {@code .env} in {@code directory}, where there is one. A variable of the process wins, a
     * blank one too, so that {@code MESH_CLUSTER_COOKIE= bin/mesher run} takes back what the file sets.
     */
    public static Environment load(Map<String, String> process, Path directory) throws InvalidConfiguration {
        Map<String, String> variables = new HashMap<>(file(directory));
        variables.putAll(process);
        return of(variables);
    }

    /** The whole configuration, or all that is wrong with it. */
    public Settings settings(Machine machine) throws InvalidConfiguration {
        VariableReader reader = new VariableReader(variables);
        Settings settings = new SettingsReader(reader, machine).settings();
        reader.throwIfInvalid();
        return settings;
    }

    /** All that a command needs which only talks to PostgreSQL. */
    public DatabaseSettings database() throws InvalidConfiguration {
        VariableReader reader = new VariableReader(variables);
        DatabaseSettings database = new DatabaseSettings(reader.databaseUrl());
        reader.throwIfInvalid();
        return database;
    }

    /** The shared secret of the cluster, for a command that asks a node of it. */
    public Optional<String> clusterCookie() {
        return Optional.ofNullable(variables.get(Variable.MESH_CLUSTER_COOKIE.name()));
    }

    /** Where a node of this environment serves HTTP. */
    public int httpPort() throws InvalidConfiguration {
        VariableReader reader = new VariableReader(variables);
        int port = reader.port(Variable.PORT, SettingsReader.HTTP_PORT);
        reader.throwIfInvalid();
        return port;
    }

    /** Where a node of this environment keeps its journal. */
    public Path dataDirectory() {
        return SettingsReader.dataDirectory(new VariableReader(variables));
    }

    /** What looks like a variable of Mesher but is none, each with the name that was probably meant. */
    public List<String> warnings() {
        return UnknownVariables.warnings(variables.keySet());
    }

    /** With {@code value} for {@code variable}, whatever it was. */
    public Environment with(Variable variable, String value) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.put(variable.name(), value);
        return of(changed);
    }

    /** As if {@code unset} were not there. */
    public Environment without(Variable... unset) {
        Map<String, String> left = new HashMap<>(variables);
        for (Variable variable : unset) {
            left.remove(variable.name());
        }
        return of(left);
    }

    /** With {@code value} where {@code variable} is unset. */
    public Environment withDefault(Variable variable, String value) {
        return variables.containsKey(variable.name()) ? this : with(variable, value);
    }

    private static Map<String, String> file(Path directory) throws InvalidConfiguration {
        if (!Files.isRegularFile(directory.resolve(FILE))) {
            return Map.of();
        }
        try {
            return Dotenv.configure()
                    .directory(directory.toString())
                    .load()
                    .entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)
                    .stream()
                    .collect(Collectors.toMap(DotenvEntry::getKey, DotenvEntry::getValue, (first, last) -> last));
        } catch (DotenvException malformed) {
            // Its message repeats the line, which may hold a secret.
            throw new InvalidConfiguration(List.of("Invalid .env: expected a line NAME=value for each variable"));
        }
    }
}

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

/**
 * The variables that a command reads: those of the process, and those of {@code .env} that the process does not set.
 */
public final class Environment {
    private static final String FILE = ".env";

    private final Map<String, String> variables;

    private Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** An environment of exactly these variables. A blank variable counts as unset. */
    public static Environment of(Map<String, String> variables) {
        return new Environment(variables.entrySet().stream()
                .filter(variable -> !variable.getValue().isBlank())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, variable -> variable.getValue().strip())));
    }

    /**
     * The variables of the process, and of {@code .env} in {@code directory} if there is one. A variable of the process
     * takes precedence, even a blank one, so {@code MESH_CLUSTER_COOKIE= bin/mesher run} unsets what the file sets.
     */
    public static Environment load(Map<String, String> process, Path directory) throws InvalidConfiguration {
        Map<String, String> variables = new HashMap<>(file(directory));
        variables.putAll(process);
        return of(variables);
    }

    /**
     * The whole configuration.
     *
     * @throws InvalidConfiguration with everything that is wrong
     */
    public Settings settings(Machine machine) throws InvalidConfiguration {
        VariableReader reader = new VariableReader(variables);
        Settings settings = new SettingsReader(reader, machine).settings();
        reader.throwIfInvalid();
        return settings;
    }

    /** The settings of a command that needs nothing but PostgreSQL. */
    public DatabaseSettings database() throws InvalidConfiguration {
        VariableReader reader = new VariableReader(variables);
        DatabaseSettings database = new DatabaseSettings(reader.databaseUrl());
        reader.throwIfInvalid();
        return database;
    }

    /** The cluster's shared secret, for a command that asks a node of the cluster. */
    public Optional<String> clusterCookie() {
        return Optional.ofNullable(variables.get(Variable.MESH_CLUSTER_COOKIE.name()));
    }

    /** The port on which a node with this environment serves HTTP. */
    public int httpPort() throws InvalidConfiguration {
        VariableReader reader = new VariableReader(variables);
        int port = reader.port(Variable.PORT, SettingsReader.HTTP_PORT);
        reader.throwIfInvalid();
        return port;
    }

    /** The directory in which a node with this environment keeps its journal. */
    public Path dataDirectory() {
        return SettingsReader.dataDirectory(new VariableReader(variables));
    }

    /** Variables that have a prefix of Mesher's but are unknown, each with the name that was probably meant. */
    public List<String> warnings() {
        return UnknownVariables.warnings(variables.keySet());
    }

    /** This environment with {@code variable} set to {@code value}. */
    public Environment with(Variable variable, String value) {
        Map<String, String> changed = new HashMap<>(variables);
        changed.put(variable.name(), value);
        return of(changed);
    }

    /** This environment without the variables {@code unset}. */
    public Environment without(Variable... unset) {
        Map<String, String> left = new HashMap<>(variables);
        for (Variable variable : unset) {
            left.remove(variable.name());
        }
        return of(left);
    }

    /** This environment, with {@code variable} set to {@code value} if it was unset. */
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
            // The message of the exception repeats the line, which may contain a secret.
            throw new InvalidConfiguration(List.of("Invalid .env: expected a line NAME=value for each variable"));
        }
    }
}

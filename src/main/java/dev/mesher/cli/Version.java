package dev.mesher.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. Classes outside a jar have none. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"mesher " + (version == null ? "(not from a jar)" : version)};
    }
}

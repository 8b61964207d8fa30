package dev.mesher.ingest;

import dev.mesher.group.Groups;
import dev.mesher.write.Writes;

/**
 * The stages after admission: grouping and writing. To be used only on the context that builds it, like the stages
 * themselves.
 */
public record EventStages(Groups groups, Writes writes) {}

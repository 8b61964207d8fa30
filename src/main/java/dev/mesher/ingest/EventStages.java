package dev.mesher.ingest;

import dev.mesher.group.Groups;
import dev.mesher.write.Writes;

/** The stages that events are given on to once they are let in. Like each of them, for the context that builds it. */
public record EventStages(Groups groups, Writes writes) {}

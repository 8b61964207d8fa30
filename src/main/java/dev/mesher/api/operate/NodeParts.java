package dev.mesher.api.operate;

import dev.mesher.diagnostics.RecentRefusals;
import dev.mesher.journal.Journal;

/**
 * What the API shows of the node that it runs in.
 *
 * @param facts what the node tells about itself
 * @param nodes it and its peers
 * @param refusals what its ingest did not keep
 */
public record NodeParts(ServerFacts facts, Nodes nodes, Journal journal, RecentRefusals refusals) {}

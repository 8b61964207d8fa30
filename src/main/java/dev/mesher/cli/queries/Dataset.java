package dev.mesher.cli.queries;

/**
 * What a database is filled with.
 *
 * @param project slug, number or UUID
 * @param days back from now, over which the events are spread evenly
 */
record Dataset(String project, int events, int issues, int days) {}

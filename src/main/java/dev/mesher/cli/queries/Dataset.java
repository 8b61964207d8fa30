package dev.mesher.cli.queries;

/**
 * What a database is filled with.
 *
 * @param project slug, number or UUID
 * @param days the events are spread evenly over this many days before now
 */
record Dataset(String project, int events, int issues, int days) {}

package dev.mesher.event;

import java.util.UUID;

/**
 * The properties of a project that receiving events needs.
 *
 * @param number the decimal number in the project's DSN
 * @param sampleRate share of the events that is kept, 0.0 to 1.0
 */
public record Project(UUID id, long number, double sampleRate) {}

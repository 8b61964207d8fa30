package dev.mesher.event;

import java.util.UUID;

/**
 * What the event's way needs to know of a project.
 *
 * @param number the decimal number that a DSN names
 * @param sampleRate share of the events that is kept, 0.0 to 1.0
 */
public record Project(UUID id, long number, double sampleRate) {}

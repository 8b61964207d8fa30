package dev.mesher.access;

import java.util.UUID;

/** A project that a caller may see. */
public record VisibleProject(UUID organization, UUID id) {}

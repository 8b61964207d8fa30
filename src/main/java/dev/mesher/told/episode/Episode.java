package dev.mesher.told.episode;

import java.time.OffsetDateTime;
import java.util.UUID;

/** An open episode of a rule. */
public record Episode(UUID id, UUID ruleId, OffsetDateTime startedAt) {}

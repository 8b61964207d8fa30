package dev.mesher.told.channel;

import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A channel that delivers nothing.
 *
 * @param since when every try began to fail
 */
public record FailingChannel(UUID id, UUID organization, String kind, String name, OffsetDateTime since) {}

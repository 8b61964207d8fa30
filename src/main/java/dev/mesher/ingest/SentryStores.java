package dev.mesher.ingest;

import dev.mesher.attachment.Extras;
import dev.mesher.attachment.ItemCounts;

/**
 * Where the envelope items go that are not events: attachments and feedback are stored, all others are only counted.
 */
public record SentryStores(Extras extras, ItemCounts itemCounts) {}

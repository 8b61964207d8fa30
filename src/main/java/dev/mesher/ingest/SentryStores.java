package dev.mesher.ingest;

import dev.mesher.attachment.Extras;
import dev.mesher.attachment.ItemCounts;

/** Where the items of an envelope go that are no events: attachments and feedback, and the counts of all others. */
public record SentryStores(Extras extras, ItemCounts itemCounts) {}

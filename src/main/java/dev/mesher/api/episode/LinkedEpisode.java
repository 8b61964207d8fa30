package dev.mesher.api.episode;

import java.time.OffsetDateTime;

/**
 * What the page of a message's link tells of the episode: nothing of its events.
 *
 * @param active whether somebody still has to acknowledge it
 */
record LinkedEpisode(String rule, String project, long alerts, OffsetDateTime since, boolean active) {}

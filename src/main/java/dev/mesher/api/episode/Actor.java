package dev.mesher.api.episode;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who acknowledges or resolves.
 *
 * @param user null for somebody without an account here
 * @param channel the channel whose message had the link, or whose webhook was called; null for a call of the API
 * @param who the name of somebody who acts in PagerDuty; null when it is not known
 */
record Actor(Via via, @Nullable UUID user, @Nullable UUID channel, @Nullable String who) {
    /** The way by which somebody acts. */
    enum Via {
        API,
        /** The signed link of a message. */
        LINK,
        PAGERDUTY;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A caller of the API.
     *
     * @param user null for a caller without an account
     */
    static Actor caller(@Nullable UUID user) {
        return new Actor(Via.API, user, null, null);
    }

    /** Whoever uses the link of a message that went to the channel. */
    static Actor link(UUID channel) {
        return new Actor(Via.LINK, null, channel, null);
    }

    /** Somebody who acts in PagerDuty. */
    static Actor pagerDuty(UUID channel, @Nullable String who) {
        return new Actor(Via.PAGERDUTY, null, channel, who);
    }
}

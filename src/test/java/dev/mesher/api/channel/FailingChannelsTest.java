package dev.mesher.api.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.db.ClockAhead;
import dev.mesher.journal.JournalLevel;
import dev.mesher.ops.Health;
import dev.mesher.testing.Await;
import dev.mesher.told.channel.FailingChannel;
import dev.mesher.told.channel.FailingChannelStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels that deliver nothing for a day, as the pages and {@code /readyz} tell of them. */
final class FailingChannelsTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private final ChannelRows rows = new ChannelRows(SERVER.data());
    private final FailingChannelStore store = store(Duration.ZERO);

    @BeforeEach
    void noChannels() {
        rows.clear();
        SERVER.data().sql("INSERT INTO organizations (name, slug) VALUES ('o', 'other') ON CONFLICT DO NOTHING");
    }

    @Test
    void aChannelIsToldOnceItHasFailedForADay() {
        UUID failing = failing("default", "23 hours");
        UUID unused = rows.channel("default");

        assertThat(Await.await(store.list(null))).isEmpty();
        assertThat(Await.await(store.count())).isZero();
        FailingChannelStore later = store(Duration.ofMinutes(61));
        assertThat(Await.await(later.list(null)).stream().map(FailingChannel::id))
                .containsExactly(failing);
        assertThat(Await.await(later.count())).isEqualTo(1);
    }

    @Test
    void thePagesLearnWhichHaveFailedForLongest() {
        UUID second = failing("default", "25 hours");
        UUID first = failing("other", "3 days");

        JsonArray told = SERVER.http().get("/api/v1/server").object().getJsonArray("failing_channels");

        assertThat(told.stream().map(each -> ((JsonObject) each).getString("id")))
                .containsExactly(first.toString(), second.toString());
        assertThat(told.getJsonObject(1).fieldNames()).containsExactly("id", "org_id", "kind", "name", "failing_since");
        assertThat(SERVER.serve(SERVER.data().database(), AuthMode.REQUIRED)
                        .get("/api/v1/server")
                        .object()
                        .containsKey("failing_channels"))
                .as("who has not signed in")
                .isFalse();
    }

    @Test
    void aMemberLearnsOfTheOwnOrganization() {
        UUID failing = failing("default", "25 hours");
        UUID unused = failing("other", "25 hours");
        UUID here = SERVER.data()
                .sql("SELECT id FROM organizations WHERE slug = 'default'")
                .iterator()
                .next()
                .getUUID(0);

        assertThat(Await.await(store.list(new UUID[] {here})).stream().map(FailingChannel::id))
                .containsExactly(failing);
        assertThat(Await.await(store.list(new UUID[0]))).isEmpty();
    }

    @Test
    void soManyAreListed() {
        for (int each = 0; each <= FailingChannelStore.MOST; each++) {
            UUID unused = failing("default", "2 days");
        }

        assertThat(Await.await(store.list(null))).hasSize(FailingChannelStore.MOST);
        assertThat(Await.await(store.count())).isEqualTo(FailingChannelStore.MOST + 1);
    }

    @Test
    void readinessCountsThemAndStaysAsItIs() {
        UUID unused = failing("default", "25 hours");

        Health.Report report = ready(store::count);

        assertThat(report.httpStatus()).isEqualTo(200);
        assertThat(report.body().getString("status")).isEqualTo("ok");
        assertThat(report.body().getLong("failing_channels")).isEqualTo(1);
        Health.Report unknown = ready(() -> Future.failedFuture("gone"));
        assertThat(unknown.body().getString("status")).isEqualTo("ok");
        assertThat(unknown.body().containsKey("failing_channels")).isFalse();
    }

    private static Health.Report ready(Supplier<Future<Long>> failingChannels) {
        JournalLevel empty = SERVER.journal().level();
        return Await.await(
                new Health(SERVER.data().database(), () -> empty, () -> Health.Company.STANDALONE, failingChannels)
                        .ready());
    }

    private static FailingChannelStore store(Duration ahead) {
        ClockAhead clock = () -> ahead;
        return new FailingChannelStore(SERVER.data().database().pool(), clock);
    }

    private UUID failing(String organization, String ago) {
        UUID channel = rows.channel(organization);
        SERVER.data().sql("UPDATE channels SET failing_since = now() - $2::text::interval WHERE id = $1", channel, ago);
        return channel;
    }
}

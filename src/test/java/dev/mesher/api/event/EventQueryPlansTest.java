package dev.mesher.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.api.ApiServer;
import dev.mesher.api.endpoint.Statement;
import dev.mesher.event.Level;
import dev.mesher.search.SearchQuery;
import dev.mesher.search.SearchStore;
import dev.mesher.search.SearchStore.Held;
import dev.mesher.testing.StoredData;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class EventQueryPlansTest {
    @AutoClose
    private static final ApiServer SERVER = new ApiServer();

    private static final StoredData DATA = SERVER.data();

    private static final EventFilter FILTER = new EventFilter(
            SearchQuery.of("word7"),
            Optional.of(Level.ERROR),
            Optional.of("prod"),
            Optional.empty(),
            new JsonObject().put("k", "v"),
            Optional.empty(),
            Optional.empty());

    @BeforeAll
    static void start() {
        DATA.sql(
                "INSERT INTO event_blocks (project_id, last_id, hour, ids, times, words)"
                        + " SELECT $1, id, now(), ARRAY[id], ARRAY[now()], ARRAY['common', 'word' || n]"
                        + " FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, 5000) n) made",
                DATA.project());
        DATA.sql("ANALYZE event_blocks");
    }

    @Test
    void anEventsOwnIdLeadsToOnePartition() throws Exception {
        String plan = DATA.plan(
                EventDetailStore.BY_IDS,
                Tuple.tuple()
                        .addArrayOfUUID(new UUID[] {UUID.randomUUID()})
                        .addArrayOfUUID(null)
                        .addArrayOfOffsetDateTime(new OffsetDateTime[] {DATA.time(Duration.ZERO)}));

        assertThat(plan.lines().filter(line -> line.contains(" on events_p"))).hasSize(1);
    }

    @Test
    void aSearchReadsBlocksByIndexAndOneDayForEachBlock() throws Exception {
        String former = DATA.plan(Held.FORMER.search(), words("word7"));
        String recent = DATA.plan(Held.RECENT.search(), words("common"));

        assertThat(former.split("Bitmap Index Scan on event_blocks_words"))
                .as("slices, and all before")
                .hasSize(3);
        assertThat(recent).containsPattern("Index Scan Backward using event_blocks_pkey");
        assertThat(List.of(former, recent)).allSatisfy(plan -> assertThat(plan)
                .containsPattern("Index Cond: \\(\\(id = ANY .*received_at >= .*received_at <= ")
                .doesNotContain("Seq Scan on events"));
    }

    @Test
    void howWordsAreHeldIsAskedOfTheNewestBlocks() throws Exception {
        assertThat(DATA.plan(SearchStore.HELD, Tuple.of(DATA.project()).addArrayOfString(new String[] {"word7"})))
                .contains("Index Scan Backward using event_blocks_pkey");
    }

    @Test
    void aPageByTimeReadsBlocksByTheirKeyAndOneDayForEachBlock() throws Exception {
        UUID from = UUID.randomUUID();
        String[] words = {"word7"};
        Statement next = BlockStore.next(DATA.project(), words, from);
        next.add(" ORDER BY last_id DESC LIMIT 9");
        Statement events = EventSearchStore.ofBlocks(DATA.project(), FILTER, List.of(from));

        assertThat(plan(next)).containsPattern("Index Scan Backward using event_blocks_pkey");
        assertThat(DATA.plan(BlockStore.HOLDING, Tuple.of(DATA.project(), from, from, from)))
                .contains("event_blocks_pkey")
                .doesNotContain("Seq Scan", "->  Sort ");
        assertThat(DATA.plan(
                        BlockStore.BY_WORDS,
                        Tuple.of(DATA.project())
                                .addArrayOfString(words)
                                .addUUID(from)
                                .addArrayOfInteger(new Integer[] {1, 2})
                                .addInteger(8)))
                .contains("Bitmap Index Scan on event_blocks_words");
        assertThat(plan(events))
                .contains("event_blocks_pkey")
                .containsPattern("Index Cond: \\(\\(id = ANY .*received_at >= .*received_at <= ")
                .doesNotContain("Seq Scan on events");
    }

    @Test
    void anIssuesEventsAreReadByTheirIndex() throws Exception {
        UUID id = UUID.randomUUID();
        Optional<EventPosition> after = Optional.of(EventPosition.at(DATA.time(Duration.ZERO)));

        assertThat(DATA.plan(TaggedEventStore.COUNT, Tuple.of(DATA.project(), "k", "v")))
                .contains("tag_hours_pkey");
        assertThat(plan(IssueEventStore.statement(
                        id, Optional.of(DATA.project()), FILTER, after, new IssueEventStore.Reading(500, 26, true))))
                .containsPattern("Index Scan Backward using events_p\\d+_issue_id_received_at_idx")
                .doesNotContain("Seq Scan on events", "->  Sort ");
        assertThat(DATA.plan(
                        EventUserStore.PAYLOADS,
                        Tuple.tuple()
                                .addArrayOfUUID(new UUID[] {id})
                                .addArrayOfOffsetDateTime(new OffsetDateTime[] {DATA.time(Duration.ZERO)})))
                .contains("_pkey")
                .doesNotContain("Seq Scan on events");
    }

    @Test
    void anIssuesTagsAreReadByItsIndex() throws Exception {
        String[] text = {"k"};

        assertThat(DATA.plan(IssueTagStore.TAGS, Tuple.of(UUID.randomUUID(), 1_000)))
                .contains("_issue_id_received_at_idx")
                .doesNotContain("Seq Scan on events");
        assertThat(DATA.plan(
                        IssueTagStore.USUAL,
                        Tuple.of(DATA.project())
                                .addArrayOfString(text)
                                .addArrayOfString(text)
                                .addArrayOfString(text)))
                .contains("tag_hours_pkey", "project_hours_pkey")
                .doesNotContain("Seq Scan on events", "Seq Scan on tag_hours");
    }

    private static String plan(Statement statement) throws Exception {
        return DATA.plan(statement.text(), statement.arguments());
    }

    private static Tuple words(String text) {
        SearchQuery query = SearchQuery.of(text);
        return Tuple.of(DATA.project())
                .addArrayOfString(query.words())
                .addArrayOfString(query.patterns())
                .addInteger(50)
                .addInteger(0);
    }

    @Test
    void aSessionUsesItsIndex() throws Exception {
        assertThat(DATA.plan(
                        EventListStore.SESSION + " ORDER BY received_at, id LIMIT 25", Tuple.of(DATA.project(), "s")))
                .contains("_session_id_")
                .doesNotContain("Seq Scan on events", "->  Sort ");
    }
}

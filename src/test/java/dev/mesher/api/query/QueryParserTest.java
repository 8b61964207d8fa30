package dev.mesher.api.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mesher.api.query.Condition.Field;
import dev.mesher.api.query.Condition.State;
import dev.mesher.event.Level;
import dev.mesher.event.Refusal;
import dev.mesher.text.CountedText;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueryParserTest {
    @Test
    void aReleaseIsMeantInTheEnvironmentBesideIt() {
        assertThat(conditions("env:prod")).containsExactly(new Condition.SeenInEnvironment("prod"));
        assertThat(conditions("release:2 release:3 env:prod env:prod"))
                .containsExactly(new Condition.SeenInRelease("2", "prod"), new Condition.SeenInRelease("3", "prod"));
        assertThat(conditions("!release:2 env:prod")).contains(new Condition.SeenInRelease("2", null));
        assertThat(conditions("release:2 !env:prod")).contains(new Condition.SeenInRelease("2", null));
        assertThat(conditions("release:2 env:prod env:test")).contains(new Condition.SeenInRelease("2", null));
    }

    @Test
    void everyKeyHasItsCondition() {
        UUID user = UUID.randomUUID();

        assertThat(conditions("is:unresolved level:fatal release:shop@1.4.2 user:42 tag.region:eu"))
                .containsExactly(
                        new Condition.Is(State.UNRESOLVED),
                        new Condition.OfLevel(Level.FATAL),
                        new Condition.SeenInRelease("shop@1.4.2", null),
                        new Condition.MetBy("42"),
                        new Condition.Tagged("region", "eu"));
        assertThat(conditions("assigned:me assigned:none assigned:ann@a.example assigned:" + user))
                .containsExactly(
                        new Condition.AssignedToCaller(),
                        new Condition.Is(State.UNASSIGNED),
                        new Condition.AssignedToAddress("ann@a.example"),
                        new Condition.AssignedTo(user));
        assertThat(conditions("first_seen:>7d last_seen:<30m events:>100 users:<5"))
                .containsExactly(
                        new Condition.Ago(Field.FIRST_SEEN, true, Duration.ofDays(7)),
                        new Condition.Ago(Field.LAST_SEEN, false, Duration.ofMinutes(30)),
                        new Condition.Counted(Field.EVENTS, true, 100),
                        new Condition.Counted(Field.USERS, false, 5));
        assertThat(conditions("last_seen:>2026-11-01 last_seen:<2026-11-01T09:30:00Z first_seen:<2w"))
                .containsExactly(
                        new Condition.At(Field.LAST_SEEN, true, OffsetDateTime.parse("2026-11-01T00:00:00Z")),
                        new Condition.At(Field.LAST_SEEN, false, OffsetDateTime.parse("2026-11-01T09:30:00Z")),
                        new Condition.Ago(Field.FIRST_SEEN, false, Duration.ofDays(14)));
    }

    @Test
    void otherWordsAreLookedForInTheTitle() {
        assertThat(conditions("TypeError: std::vector http://host cart.js:12 error: :x 100%"))
                .extracting(each -> ((Condition.InTitle) each).text())
                .containsExactly("TypeError:", "std::vector", "http://host", "cart.js:12", "error:", ":x", "100%");
    }

    @Test
    void quotesHoldBlanksKeysAndQuotes() {
        assertThat(conditions("env:\"my prod\" \"is:new\" \"say \\\"hi\\\" \\n\" a\"b"))
                .containsExactly(
                        new Condition.SeenInEnvironment("my prod"),
                        new Condition.InTitle("is:new"),
                        new Condition.InTitle("say \"hi\" \\n"),
                        new Condition.InTitle("a\"b"));
    }

    @Test
    void anExclamationMarkNegates() {
        assertThat(IssueQuery.parse("!is:new !\"a b\" !!c d!").terms())
                .containsExactly(
                        new Term(true, new Condition.Is(State.NEW)),
                        new Term(true, new Condition.InTitle("a b")),
                        new Term(true, new Condition.InTitle("!c")),
                        new Term(false, new Condition.InTitle("d!")));
    }

    @Test
    void nothingIsEveryIssue() {
        assertThat(IssueQuery.parse("").terms()).isEmpty();
        assertThat(IssueQuery.parse(" \t\u00a0\n ").terms()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "is:open | 3 | is: takes one of unresolved",
                "a level:bad | 8 | level: takes one of fatal",
                "a is: | 2 | a value is missing after is:",
                "env:\"\" | 4 | nothing between the quotes",
                "ab \"c | 3 | closing quote is missing",
                "\"a\"b | 3 | blank is missing after the closing quote",
                "a ! | 2 | a term is missing after !",
                "levle:error | 0 | there is no levle:, but is:",
                "tag.:x | 4 | the tag's name is missing",
                "tag:x | 3 | the tag's name is missing",
                "assigned:ann | 9 | assigned: takes me, none",
                "first_seen:7d | 11 | first_seen: takes < or >",
                "first_seen:>7y | 11 | first_seen: takes < or >",
                "last_seen:>2026-02-30 | 10 | last_seen: takes < or >",
                "last_seen:>2026-02-03T04 | 10 | last_seen: takes < or >",
                "events:100 | 7 | events: takes < or >",
                "users:>1234567890123456 | 6 | users: takes < or >",
            })
    void anErrorSaysWhere(String query, int at, String error) {
        Refusal refusal = refusal(query);

        assertThat(refusal.at()).isEqualTo(at);
        assertThat(refusal.getMessage()).contains(error);
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.MALFORMED);
    }

    @Test
    void theNumberOfTermsIsBounded() {
        assertThat(conditions("a ".repeat(20))).hasSize(20);
        assertThat(refusal("a ".repeat(21)).at()).isEqualTo(40);
        assertThat(conditions("tag.a:b ".repeat(5))).hasSize(5);
        assertThat(refusal("tag.a:b ".repeat(6)).at()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "!",
                ":",
                "\"",
                "\\\"",
                "a:",
                " ",
                "tag.",
                "is:",
                "first_seen:>1",
                "世",
                "\\",
                "a\"b",
                "\"a\" "
            })
    void everyCharacterIsReadAFewTimesAtMost(String piece) {
        for (String lead : List.of("", "\"", "user:", "user:\"", "!")) {
            String query = lead + piece.repeat(10_000);
            long most = 5L * query.length() + 100;
            try {
                IssueQuery unused = new QueryParser(new CountedText(query, most)).parse();
            } catch (Refusal refused) {
                assertThat(refused.at()).as(lead + piece).isBetween(0, query.length() - 1);
            }
        }
    }

    private static List<Condition> conditions(String query) {
        return IssueQuery.parse(query).terms().stream().map(Term::condition).toList();
    }

    private static Refusal refusal(String query) {
        return catchThrowableOfType(Refusal.class, () -> IssueQuery.parse(query));
    }
}

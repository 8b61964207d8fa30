package dev.mesher.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesher.event.Refusal;
import dev.mesher.testing.Await;
import dev.mesher.testing.StoredData;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java and PostgreSQL agree on when two spellings are one account. */
final class EmailAddressTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String DOTTED_I = "al\u0130ce@x.org";
    private static final String KELVIN = "\u212Aarl@x.org";

    private final Vertx vertx = Vertx.vertx();
    private final StoredData data = new StoredData(vertx);
    private final AccountStore accounts = new AccountStore(data.database().pool());

    @AfterEach
    void close() throws Exception {
        data.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    /** In a collation where PostgreSQL folds all of Unicode, too. */
    @Test
    void bothFoldEveryCharacterAlike() {
        StringBuilder every = new StringBuilder();
        for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                StringBuilder unused = every.appendCodePoint(c);
            }
        }

        assertThat(data.number(
                        "SELECT count(*) FROM (SELECT $1::text COLLATE \"und-x-icu\" AS email) one WHERE "
                                + EmailAddress.FOLDED_COLUMN + " = $2",
                        every.toString(),
                        EmailAddress.folded(every.toString())))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ALICE@X.org, alice@x.org",
        DOTTED_I + ", " + DOTTED_I,
        KELVIN + ", " + KELVIN,
        "ÄRZTE@x.org, Ärzte@x.org",
        "'[@`{', '[@`{'",
    })
    void onlyLettersFromAToZFold(String email, String folded) {
        assertThat(EmailAddress.folded(email)).isEqualTo(folded);
    }

    @Test
    void lookAlikesAreAccountsOfTheirOwn() {
        for (String email : List.of("alice@x.org", DOTTED_I, "karl@x.org", KELVIN, "ärzte@x.org", "ÄRZTE@x.org")) {
            assertThat(create(email).user()).isNotNull();
        }

        assertThat(data.number("SELECT count(DISTINCT id) FROM users")).isEqualTo(6);
        assertThatThrownBy(() -> create("ALICE@X.ORG"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("exists already");
        assertThatThrownBy(() -> create("AL\u0130CE@X.ORG")).isInstanceOf(Refusal.class);
    }

    @Test
    void everySpellingOfAnAccountFindsItAndNoLookAlikeDoes() {
        AccountStore.Created alice = create("Alice@X.org");

        assertThat(verified("aLICE@x.ORG")).contains(alice.user());
        assertThat(verified(DOTTED_I)).isEmpty();
    }

    /** The counts of the throttle go by the same folding: a look-alike brings no more tries for an account. */
    @Test
    void noSpellingBringsMoreTries() {
        assertThat(create("alice@x.org").user()).isNotNull();
        SignIn signIn = new SignIn(data.database().pool(), Clock.systemUTC(), () -> 0);
        for (int n = 0; n < 10; n++) {
            String email = n % 2 == 0 ? "ALICE@x.org" : "alice@X.ORG";
            assertThatThrownBy(() -> Await.await(signIn.open(email, "wrong", "6.6.6.6")))
                    .hasMessage("unauthorized");
        }

        assertThatThrownBy(() -> Await.await(signIn.open("Alice@x.org", PASSWORD, "6.6.6.6")))
                .hasMessage("rate limited");
        assertThatThrownBy(() -> Await.await(signIn.open(DOTTED_I, PASSWORD, "6.6.6.6")))
                .hasMessage("unauthorized");
    }

    private AccountStore.Created create(String email) {
        return Await.await(accounts.create(new NewAccount(email, PASSWORD, ""), "default", null, false));
    }

    private Optional<UUID> verified(String email) {
        return Await.await(accounts.verify(EmailAddress.folded(email), PASSWORD));
    }
}

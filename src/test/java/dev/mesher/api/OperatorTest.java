package dev.mesher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.access.AccountStore;
import dev.mesher.access.NewAccount;
import dev.mesher.access.Role;
import dev.mesher.api.endpoint.Endpoint;
import dev.mesher.api.endpoint.Needs;
import dev.mesher.config.Settings.AuthMode;
import dev.mesher.testing.Await;
import dev.mesher.testing.RawHttp;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who may use the routes about the whole installation. */
final class OperatorTest {
    private static final String ME = "/api/v1/auth/me";

    @AutoClose
    private final ApiServer server = new ApiServer();

    private final People people = new People(server);

    @Test
    void theFirstAccountMayAndTheSecondMayNot() {
        create("first@a.example", Role.MEMBER, false);
        create("second@a.example", Role.OWNER, false);

        operates(signedIn("first@a.example"));
        doesNotOperate(signedIn("second@a.example"));
    }

    @Test
    void whoIsMarkedMayWhateverTheRole() {
        create("first@a.example", Role.OWNER, false);
        create("second@a.example", Role.MEMBER, true);

        operates(signedIn("second@a.example"));
    }

    @Test
    void anOwnerOfTheFirstOrganisationIsNoOperator() {
        doesNotOperate(people.signedIn(people.defaultOrganization(), "owner@a.example", "owner"));
    }

    @Test
    void aTokenOfAnOperatorHasTheMarkWithinItsScopes() {
        create("first@a.example", Role.MEMBER, false);
        String bearer = signedIn("first@a.example");
        String reading = people.token(bearer, "read");

        operates(people.token(bearer, "read", "admin"));
        assertThat(server.http().get("/api/v1/journal", reading).status()).isEqualTo(200);
        assertThat(server.http()
                        .post("/api/v1/journal/retry", "{\"numbers\":[1]}", reading)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoNeedsNoAccountMay() {
        operates();
        create("first@a.example", Role.OWNER, false);
        assertThat(server.http().get("/api/v1/journal").status()).isEqualTo(401);

        RawHttp open = server.serve(server.data().database(), AuthMode.OPEN);
        assertThat(open.get("/api/v1/journal", "Host: mesher.example").status()).isEqualTo(200);
    }

    private void create(String email, Role role, boolean operator) {
        AccountStore.Created unused =
                Await.await(new AccountStore(server.data().database().pool())
                        .create(new NewAccount(email, People.PASSWORD, ""), "default", role, operator));
    }

    private String signedIn(String email) {
        return People.bearer(people.login(email, People.PASSWORD).object().getString("token"));
    }

    private void operates(String... headers) {
        assertThat(server.http().get(ME, headers).object().getBoolean("operator"))
                .isTrue();
        statuses(200, headers);
    }

    private void doesNotOperate(String... headers) {
        assertThat(server.http().get(ME, headers).object().getBoolean("operator"))
                .isFalse();
        statuses(403, headers);
    }

    private void statuses(int status, String... headers) {
        List<Endpoint> ofOperators = server.endpoints().stream()
                .filter(endpoint -> endpoint.needs() == Needs.OPERATOR)
                .toList();
        assertThat(ofOperators).isNotEmpty();
        for (Endpoint endpoint : ofOperators) {
            RawHttp.Answer answer = HttpMethod.GET.equals(endpoint.method())
                    ? server.http().get(endpoint.path(), headers)
                    : server.http().post(endpoint.path(), new JsonObject().put("numbers", List.of(1)), headers);
            assertThat(answer.status()).as(endpoint.path()).isEqualTo(status);
            if (status == 403) {
                assertThat(answer.error()).isEqualTo("only an operator may do this");
            }
        }
    }
}

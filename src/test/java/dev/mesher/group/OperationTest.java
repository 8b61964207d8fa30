package dev.mesher.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperationTest {

    @ParameterizedTest
    @CsvSource({
        "GET /api/orders, GET api orders",
        "POST /api/orders/4242?x=1, POST api orders <number>",
        "GET /users/0b1f8a1e-7c55-4d2a-9f6e-1d2c3b4a5f60/cart, GET users <uuid> cart",
        "GET /orders/[id], GET orders [id]",
        "DELETE /, DELETE",
        "/orders/4242, ''",
        "orders.open, ''",
        "GETTING /x, ''",
        "get /x, ''",
        "'', ''",
        ", ''",
    })
    void isTheMethodAndThePathOfAServer(String transaction, String operation) {
        assertThat(Operation.stable(transaction)).isEqualTo(operation);
    }
}

package dev.mesher.decode.sentry;

import static dev.mesher.decode.sentry.Decoded.NOW;
import static dev.mesher.decode.sentry.Decoded.decode;
import static dev.mesher.decode.sentry.Decoded.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.event.Event;
import io.vertx.core.json.pointer.JsonPointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of a user, of whom the request that failed may know more than the client that reports it. */
final class UserAddressTest {
    private static final Arrival ARRIVAL = new Arrival(NOW, null, null, "203.0.113.9");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'request':{'env':{'REMOTE_ADDR':'198.51.100.7'}}}                           | 198.51.100.7",
                "{'request':{'env':{'REMOTE_ADDR':' 198.51.100.7:4711 '}}}                    | 198.51.100.7",
                "{'request':{'env':{'REMOTE_ADDR':'2001:db8::7'}}}                            | 2001:db8::7",
                "{'request':{'env':{'REMOTE_ADDR':'[2001:DB8::7]:80'}}}                       | 2001:DB8::7",
                "{'request':{'env':{'REMOTE_ADDR':'fe80::1%eth0'}}}                           | fe80::1%eth0",
                "{'request':{'env':{'remote_addr':'198.51.100.7'}}}                           | 198.51.100.7",
                "{'request':{'env':{'HTTP_X_FORWARDED_FOR':'198.51.100.7, 10.0.0.1'}}}        | 198.51.100.7",
                "{'request':{'env':{'HTTP_X_REAL_IP':'198.51.100.7'}}}                        | 198.51.100.7",
                "{'request':{'env':{'action_dispatch.remote_ip':'198.51.100.7'}}}             | 198.51.100.7",
                "{'request':{'env':{'REMOTE_ADDR':'unix:','HTTP_CLIENT_IP':'198.51.100.7'}}}  | 198.51.100.7",
                "{'sentry.interfaces.Http':{'env':{'REMOTE_ADDR':'198.51.100.7'}}}            | 198.51.100.7",
                "{'user':{'id':7},'request':{'env':{'REMOTE_ADDR':'198.51.100.7'}}}           | 198.51.100.7",
                "{'user':{'ip_address':'10.1.1.1'},'request':{'env':{'REMOTE_ADDR':'198.51.100.7'}}} | 10.1.1.1",
                "{'user':{'ip_address':'{{auto}}'},'request':{'env':{'REMOTE_ADDR':'198.51.100.7'}}} | 203.0.113.9",
                "{'request':{'env':{'REMOTE_ADDR':'{{auto}}'}}}                               | 203.0.113.9",
                "{'sdk':{'settings':{'infer_ip':'auto'}},'request':{'env':{'REMOTE_ADDR':'198.51.100.7'}}} | 198.51.100.7",
                "{'sdk':{'settings':{'infer_ip':'auto'}}}                                     | 203.0.113.9",
                "{'sdk':{'settings':{'infer_ip':'never'}},'request':{'env':{'REMOTE_ADDR':'198.51.100.7'}}} | null",
                "{'request':{'env':{'REMOTE_ADDR':'localhost'}}}                              | null",
                "{'request':{'env':{'REMOTE_ADDR':7}}}                                        | null",
                "{'request':{'env':{'REMOTE_ADDR':{'a':1}}}}                                  | null",
                "{'request':{'env':'REMOTE_ADDR=198.51.100.7'}}                               | null",
                "{'request':'http://x'}                                                       | null",
            })
    void ofTheUser(String sent, String address) {
        Event event = decode(sent.replace('\'', '"'), ARRIVAL);

        assertThat(String.valueOf(JsonPointer.from("/user_context/ip_address").queryJson(json(event))))
                .isEqualTo(address);
        assertThat(event.userHash() != null).isEqualTo(!address.equals("null"));
    }
}

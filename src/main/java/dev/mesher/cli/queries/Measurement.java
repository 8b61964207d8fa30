package dev.mesher.cli.queries;

import dev.mesher.cli.CommandFailed;
import dev.mesher.cli.remote.RemoteNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.Histogram;

/**
 * Calls each route in turn, one call after the other on one connection, and measures the time until the whole answer
 * has arrived. Any status other than 200 ends the measurement.
 */
final class Measurement {
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final int DIGITS = 3;

    private final HttpClient client;
    private final RemoteNode target;

    Measurement(Vertx vertx, RemoteNode target) {
        this.target = target;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setDefaultHost(target.url().host())
                .setDefaultPort(target.url().port())
                .setSsl(target.url().ssl()));
    }

    /**
     * The times in microseconds, by route. The routes take turns, so that a slow second of the machine affects all of
     * them.
     */
    Map<String, Histogram> run(List<Samples> routes) throws TimeoutException {
        Map<String, Histogram> micros = new LinkedHashMap<>();
        routes.forEach(route -> micros.put(route.route(), new Histogram(MOST_MICROS, DIGITS)));
        int calls = routes.isEmpty() ? 0 : routes.get(0).paths().size();
        for (int call = 0; call < calls; call++) {
            for (Samples route : routes) {
                long start = System.nanoTime();
                get(route.paths().get(call));
                long took = (System.nanoTime() - start) / 1_000;
                Objects.requireNonNull(micros.get(route.route())).recordValue(Math.min(took, MOST_MICROS));
            }
        }
        return micros;
    }

    /** The buffers that one call of each route reads, on average. */
    Map<String, Long> buffers(List<Samples> routes, BufferStore database) throws TimeoutException, SQLException {
        Map<String, Long> buffers = new LinkedHashMap<>();
        for (Samples route : routes) {
            long before = database.read();
            for (String path : route.paths()) {
                get(path);
            }
            Long unused = buffers.put(
                    route.route(),
                    (database.read() - before) / Math.max(1, route.paths().size()));
        }
        return buffers;
    }

    private void get(String path) throws TimeoutException {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setURI(target.url().prefix() + path);
        if (target.token() != null) {
            options.putHeader("Authorization", "Bearer " + target.token());
        }
        Future<Buffer> answer = client.request(options).compose(request -> request.send()
                .compose(response -> response.body().map(body -> {
                    if (response.statusCode() != 200) {
                        throw new CommandFailed("GET " + path + " answered " + response.statusCode() + ": " + body);
                    }
                    return body;
                })));
        Buffer unused = answer.await(1, TimeUnit.MINUTES);
    }
}

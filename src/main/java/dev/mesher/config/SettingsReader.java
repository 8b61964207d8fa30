package dev.mesher.config;

import dev.mesher.config.Settings.AuthMode;
import dev.mesher.config.Settings.DatabaseSettings;
import dev.mesher.config.Settings.LogFormat;
import dev.mesher.config.Settings.RateLimitSettings;
import dev.mesher.config.Settings.ServerSettings;
import dev.mesher.config.Settings.StoreSettings;
import dev.mesher.config.Settings.StreamSettings;
import dev.mesher.text.Separated;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the node's own settings, in the order of {@link Variable}. */
final class SettingsReader {
    private static final long GIBIBYTE = 1L << 30;
    private static final int HEAP_SHARE = 8;

    /** Heap for one connection: four times its read buffer, which covers the objects around it. */
    private static final int CONNECTION_BYTES = 64 * 1024;

    private static final int OTHER_DESCRIPTORS = 512;
    private static final int LEAST_CONNECTIONS = 128;

    static final int HTTP_PORT = 8080;

    private static final int STREAM_CLIENTS = 5_000;

    private final VariableReader reader;
    private final Machine machine;

    SettingsReader(VariableReader reader, Machine machine) {
        this.reader = reader;
        this.machine = machine;
    }

    Settings settings() {
        DatabaseSettings database = new DatabaseSettings(reader.databaseUrl());
        int httpPort = reader.port(Variable.PORT, HTTP_PORT);
        int webSocketPort = reader.port(Variable.MESHER_WS_PORT, 8081);
        if (httpPort == webSocketPort) {
            reader.problem("Invalid MESHER_WS_PORT: must differ from PORT");
        }
        String host = reader.text(Variable.MESHER_HOST).orElse("0.0.0.0");
        RateLimitSettings rateLimit = new RateLimitSettings(
                reader.positiveInt(Variable.MESHER_RATE_LIMIT_WINDOW_SECONDS, 60),
                reader.positiveInt(Variable.MESHER_RATE_LIMIT_MAX_EVENTS, 1000));
        AuthMode auth = reader.oneOf(Variable.MESHER_AUTH, AuthMode.AUTO);
        ServerSettings server = new ServerSettings(
                host,
                httpPort,
                webSocketPort,
                trustedProxies(),
                reader.positiveInt(Variable.MESHER_MAX_CONNECTIONS, connections()));
        StoreSettings store = store();
        StreamSettings stream = stream();
        OutboundSettings outbound = new OutboundReader(reader).settings();
        LogFormat log = reader.oneOf(Variable.MESHER_LOG, LogFormat.TEXT);
        ClusterReader.Membership membership = new ClusterReader(reader, machine).membership(httpPort);
        return new Settings(
                database,
                server,
                rateLimit,
                store,
                stream,
                membership.cluster(),
                auth,
                membership.continuity(),
                outbound,
                log);
    }

    private StoreSettings store() {
        return new StoreSettings(
                dataDirectory(reader),
                reader.positiveLong(Variable.MESHER_JOURNAL_MAX_BYTES, GIBIBYTE),
                reader.positiveLong(Variable.MESHER_INFLIGHT_MAX_BYTES, machine.maxHeapBytes() / HEAP_SHARE));
    }

    /**
     * As many connections as fit into the heap when each holds as much unread data as it may, and as leave file
     * descriptors for files and PostgreSQL.
     */
    private int connections() {
        long byMemory = machine.maxHeapBytes() / CONNECTION_BYTES;
        long byDescriptors = Math.max(machine.maxFileDescriptors() - OTHER_DESCRIPTORS, LEAST_CONNECTIONS);
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.min(byMemory, byDescriptors)));
    }

    static Path dataDirectory(VariableReader reader) {
        return Path.of(reader.text(Variable.MESHER_DATA_DIR).orElse(".mesher"));
    }

    private StreamSettings stream() {
        return new StreamSettings(
                reader.positiveInt(Variable.MESHER_STREAM_MAX_CLIENTS, STREAM_CLIENTS),
                machine.maxHeapBytes() / HEAP_SHARE);
    }

    private List<InetAddress> trustedProxies() {
        List<InetAddress> proxies = new ArrayList<>();
        for (String item :
                Separated.by(',', reader.text(Variable.MESHER_TRUSTED_PROXIES).orElse(""))) {
            String text = item.strip();
            if (text.isEmpty()) {
                continue;
            }
            IpLiteral.parse(text)
                    .ifPresentOrElse(
                            proxies::add,
                            () -> reader.problem(
                                    "Invalid MESHER_TRUSTED_PROXIES: expected addresses separated by commas, not \""
                                            + text + "\""));
        }
        return List.copyOf(proxies);
    }
}

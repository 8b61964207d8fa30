package dev.mesher.dear;

import dev.mesher.decode.Bulk;
import dev.mesher.decode.NativeEvent;
import dev.mesher.decode.sentry.Arrival;
import dev.mesher.decode.sentry.Envelope;
import dev.mesher.decode.sentry.Items;
import dev.mesher.decode.sentry.SecurityReports;
import dev.mesher.decode.sentry.SentryEvent;
import dev.mesher.decode.sentry.StoreBody;
import dev.mesher.event.Event;
import dev.mesher.testing.RecordedEvents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** From bytes to events: both formats, envelopes with their attachments, and reports of browsers. */
final class DecodeTargets {
    private static final int MIB = 1 << 20;
    private static final Arrival ARRIVAL = new Arrival(Instant.parse("2026-11-20T10:00:00Z"), null, null, null);

    private static final List<String> JSON = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            "\"a\":",
            "\"b\":1,",
            "1,",
            "\"x\",",
            "{},",
            "[],",
            "null,",
            "{\"a\":",
            "\\u0041",
            "\\\"",
            "\"",
            "9",
            "1e9,",
            "-0.1,",
            "\u00e9",
            "\"[1]\",",
            "\"{}\",",
            "\"tags\":{",
            "\"extra\":{",
            "\"modules\":{",
            "\"contexts\":{",
            "\"fingerprint\":[",
            "\"stacktrace\":[",
            "\"breadcrumbs\":[",
            "\"logentry\":{\"message\":\"",
            "\"user\":{",
            "\"exceptions\":[",
            "\"exception\":{\"values\":[",
            "{\"type\":\"T\",\"stacktrace\":{\"frames\":[",
            "{\"filename\":\"a.py\",\"function_name\":\"f\"},",
            "{\"function\":\"f\",\"vars\":{",
            "{{",
            "}}",
            "%(");

    private DecodeTargets() {}

    static List<Target> all() {
        return List.of(
                events("native", json -> ignore(NativeEvent.decode(json))),
                events("sentry", json -> ignore(SentryEvent.decode(json, ARRIVAL))),
                events("store", json -> ignore(SentryEvent.decodeStored(StoreBody.json(json, MIB), ARRIVAL))),
                new Target(
                        "decode bulk",
                        MIB,
                        JSON,
                        List.of(
                                Recipe.repeated("", "{\"message\":\"m\"},", 90, "{\"message\":\"m\"}"),
                                Recipe.repeated("", "{},", 90, "{}")),
                        text -> ignore(Bulk.decode(bytes("[" + text + "]"), MIB))),
                envelopes(),
                attachments(),
                reports());
    }

    private static Target events(String name, Consumer<byte[]> decoder) {
        List<Recipe> seeds = new ArrayList<>(List.of(
                Recipe.repeated("\"extra\":{\"l\":[", "[],", 1_000, "1]}"),
                Recipe.repeated("\"modules\":{", "\"k\":1,", 1_000, "\"z\":1}"),
                Recipe.repeated("\"logentry\":{\"message\":\"", "{", 1_000, "\"}"),
                Recipe.repeated("\"extra\":{\"n\":[", "9".repeat(990) + ",", 4, "1]}"),
                Recipe.repeated("\"stacktrace\":[", "{\"filename\":\"a\"},", 100, "{}]"),
                Recipe.repeated("\"extra\":\"[", "[],", 1_000, "1]\"")));
        for (String platform : List.of("java", "python", "node", "go", "browser")) {
            String recorded = RecordedEvents.of(platform).get(0);
            int event = recorded.indexOf("\"event\":{") + "\"event\":{".length();
            seeds.add(Recipe.of(recorded.substring(event, recorded.lastIndexOf("}}"))));
        }
        return new Target(
                "decode " + name, MIB, JSON, seeds, text -> decoder.accept(bytes("{\"message\":\"m\"," + text + "}")));
    }

    private static Target envelopes() {
        List<String> words = List.of(
                "{}\n",
                "{",
                "}",
                "\n",
                "\r\n",
                "{\"type\":\"event\"}\n",
                "{\"type\":\"attachment\",\"length\":1}\n",
                "{\"type\":\"client_report\"}\n",
                "{\"type\":\"session\"}\n",
                "x",
                "\"a\":",
                "{\"length\":0}\n",
                "{\"dsn\":\"http://a@b/1\"}\n");
        List<Recipe> seeds = new ArrayList<>(List.of(Recipe.repeated("{}\n", "{\"type\":\"session\"}\n{}\n", 100, "")));
        for (String name : List.of("java", "javascript", "mixed", "native", "php", "python", "csp", "legacy")) {
            seeds.add(Recipe.of(resource("/sentry/" + name + ".envelope")));
        }
        return new Target("envelope", MIB, words, seeds, text -> {
            Items items = Items.of(Envelope.parse(bytes(text)));
            byte[] event = items.event();
            if (event != null) {
                ignore(SentryEvent.decode(event, ARRIVAL));
            }
        });
    }

    private static Target attachments() {
        List<String> words = List.of(
                "a", ".", "/", "\\\\", "%", "\u00e9", "\\u0000", "\\ud800", "..", " ", ";", "=", "\ud83d\ude00");
        return new Target(
                "attachment names",
                60_000,
                words,
                List.of(Recipe.of("dump.txt"), Recipe.repeated("", "\u00e9", 100, "")),
                text -> {
                    String item = "{\"type\":\"attachment\",\"length\":1,\"filename\":\"" + text + "\"}\nx\n";
                    ignore(Items.of(Envelope.parse(bytes("{}\n" + item))).attachments());
                });
    }

    private static Target reports() {
        List<String> words = List.of(
                "http://",
                "a",
                ".",
                "/",
                ":",
                "?",
                "#",
                "data:",
                "%",
                " ",
                "@",
                "[",
                "]",
                "\\n",
                "\u00e9",
                "-",
                "\",\"violated-directive\":\"",
                "\",\"document-uri\":\"",
                "\",\"effective-directive\":\"",
                "{\"a\":");
        List<Recipe> seeds =
                List.of(Recipe.of("http://cdn.example.org/a.js?b#c"), Recipe.repeated("a", ":", 500, "\\n"));
        return new Target("CSP reports", MIB, words, seeds, text -> {
            byte[] report = bytes(
                    "{\"csp-report\":{\"violated-directive\":\"script-src 'self'\",\"blocked-uri\":\"" + text + "\"}}");
            SecurityReports.decode(report, ARRIVAL, null, null).events().forEach(DecodeTargets::ignore);
        });
    }

    private static void ignore(Object decoded) {
        if (decoded instanceof Event event && event.message().isEmpty()) {
            throw new IllegalStateException("an event without a message");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        try (InputStream in = DecodeTargets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package dev.mesher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesher.testing.MetricsDocument;
import dev.mesher.testing.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics that the code has, that docs/metrics.md lists, and that the rules and the dashboard use. */
final class MetricsTest {
    private static final Pattern IN_CODE = Pattern.compile("\"(mesher(?:\\.[a-z]+)+)\"");
    private static final Pattern IN_QUERY = Pattern.compile("\\bmesher_[a-z_]+");

    /** The suffixes that Prometheus gives to a name by the meter's type and unit, and to a histogram's parts. */
    private static final Pattern SUFFIX = Pattern.compile("(_seconds)?(_total|_max|_bucket|_count|_sum)?$");

    @Test
    void eachMetricOfTheCodeIsDocumentedAndNoOther() throws IOException {
        Set<String> registered = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                if (text.contains("import io.micrometer.")) {
                    IN_CODE.matcher(text)
                            .results()
                            .forEach((MatchResult name) ->
                                    registered.add(stem(name.group(1).replace('.', '_'))));
                }
            }
        }

        assertThat(stems(MetricsDocument.types().keySet())).isEqualTo(registered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mesher.rules.yml", "mesher.rules.test.yml", "grafana.json"})
    void whatIsAskedForIsThere(String file) throws IOException {
        Set<String> documented = MetricsDocument.types().keySet();
        List<String> asked = IN_QUERY.matcher(Files.readString(Path.of("docs/monitoring", file)))
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();

        assertThat(asked).hasSizeGreaterThan(8).allMatch(name -> documented.contains(name) || isPart(name, documented));
    }

    @Test
    void theRulesTellWhatIsWrongAndNothingElse() {
        assertThat(Promtool.run(Path.of("docs/monitoring"), "test", "rules", "mesher.rules.test.yml"))
                .contains("SUCCESS");
    }

    /** A part of a histogram or of a summary. */
    private static boolean isPart(String name, Set<String> documented) {
        String whole = name.replaceFirst("_(bucket|count|sum)$", "");
        String type = MetricsDocument.types().getOrDefault(whole, "");
        return !whole.equals(name)
                && documented.contains(whole)
                && (type.equals("histogram") || (type.equals("summary") && !name.endsWith("_bucket")));
    }

    private static Set<String> stems(Set<String> names) {
        return names.stream().map(MetricsTest::stem).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String stem(String name) {
        return SUFFIX.matcher(name).replaceFirst("");
    }
}

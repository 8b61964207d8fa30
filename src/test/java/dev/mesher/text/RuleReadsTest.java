package dev.mesher.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.mesher.text.RuleReads.Cost;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A frame's name costs little for each of its characters, whatever they are: the reads of all that a platform's rule does with
 * a name are counted, those of regular expressions for more. At the bound, 1 MiB of names takes some 60 ms.
 */
final class RuleReadsTest {
    private static final Logger LOG = LoggerFactory.getLogger(RuleReadsTest.class);
    private static final int MOST = 60;

    static List<RuleReads> rules() {
        return RuleReads.in(new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.mesher"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void readsLittleOfEachCharacter(RuleReads rule) {
        Cost dearest = rule.dearest();
        LOG.info("{}: {}", rule, dearest);
        assertThat(dearest).satisfies(cost -> assertThat(cost.reads()).isLessThan(MOST));
    }

    @Test
    void findsWhatTheRulesReach() {
        assertThat(rules())
                .filteredOn(rule -> rule.name().equals("NativeRules.function"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.readers())
                        .extracting(TextReader::name)
                        .contains("MemoryAddresses.REMOVED", "RustMarks.REMOVED", "NativeNames.WITHOUT_CLONES"));
        assertThat(rules())
                .extracting(RuleReads::name)
                .contains("JavaRules.module", "JavaScriptRules.file", "PythonRules.library", "RubyRules.function");
    }
}

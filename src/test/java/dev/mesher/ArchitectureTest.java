package dev.mesher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import com.tngtech.archunit.library.Architectures;
import java.util.List;
import java.util.Scanner;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The import table: a package may use those of the ranks below, as listed, and no two use each other. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mesher");

    /** What asks a resolver when its text is a name. */
    private static final Set<String> LOOK_UPS = Set.of(
            "java.net.InetAddress.getByName",
            "java.net.InetAddress.getAllByName",
            "java.net.Inet4Address.getByName",
            "java.net.Inet6Address.getByName",
            "java.net.InetSocketAddress.<init>",
            "java.net.Socket.<init>");

    @Test
    void eachPackageImportsOnlyWhatItMay() {
        ArchRule ranks = Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("text")
                .definedBy("dev.mesher.text")
                .layer("event")
                .definedBy("dev.mesher.event")
                .layer("config")
                .definedBy("dev.mesher.config")
                .layer("bus")
                .definedBy("dev.mesher.bus")
                .layer("db")
                .definedBy("dev.mesher.db")
                .layer("cluster")
                .definedBy("dev.mesher.cluster")
                .layer("continuity")
                .definedBy("dev.mesher.continuity")
                .layer("http")
                .definedBy("dev.mesher.http")
                .layer("decode")
                .definedBy("dev.mesher.decode..")
                .layer("auth")
                .definedBy("dev.mesher.auth")
                .layer("access")
                .definedBy("dev.mesher.access")
                .layer("limit")
                .definedBy("dev.mesher.limit")
                .layer("group")
                .definedBy("dev.mesher.group..")
                .layer("journal")
                .definedBy("dev.mesher.journal")
                .layer("write")
                .definedBy("dev.mesher.write")
                .layer("merge")
                .definedBy("dev.mesher.merge")
                .layer("alert")
                .definedBy("dev.mesher.alert")
                .layer("ops")
                .definedBy("dev.mesher.ops")
                .layer("ingest")
                .definedBy("dev.mesher.ingest")
                .layer("stream")
                .definedBy("dev.mesher.stream")
                .layer("api")
                .definedBy("dev.mesher.api")
                .layer("composition")
                .definedBy("dev.mesher", "dev.mesher.cli..")
                .whereLayer("text")
                .mayNotAccessAnyLayer()
                .whereLayer("event")
                .mayOnlyAccessLayers("text")
                .whereLayer("config")
                .mayOnlyAccessLayers("text")
                .whereLayer("bus")
                .mayOnlyAccessLayers("event")
                .whereLayer("db")
                .mayOnlyAccessLayers("config")
                .whereLayer("cluster")
                .mayOnlyAccessLayers("config", "bus", "db")
                .whereLayer("continuity")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster")
                .whereLayer("http")
                .mayOnlyAccessLayers("text", "event", "config")
                .whereLayer("decode")
                .mayOnlyAccessLayers("text", "event", "config")
                .whereLayer("auth")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("access")
                .mayOnlyAccessLayers("text", "event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("limit")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("group")
                .mayOnlyAccessLayers("text", "event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("journal")
                .mayOnlyAccessLayers("text", "event", "bus", "db")
                .whereLayer("write")
                .mayOnlyAccessLayers(
                        "event", "config", "bus", "db", "cluster", "continuity", "journal", "http", "decode")
                .whereLayer("merge")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode", "group", "write")
                .whereLayer("merge")
                .mayOnlyBeAccessedByLayers("api", "composition")
                .whereLayer("alert")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("ops")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "journal", "http", "decode")
                .whereLayer("ingest")
                .mayOnlyBeAccessedByLayers("composition")
                .whereLayer("stream")
                .mayOnlyBeAccessedByLayers("composition")
                .whereLayer("stream")
                .mayOnlyAccessLayers("text", "event", "config", "bus", "db", "http", "access", "decode")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("composition")
                .whereLayer("composition")
                .mayNotBeAccessedByAnyLayer();
        ranks.check(CLASSES);
    }

    /** {@code LinearTextTest} tries those that are made so. What the command line reads is its user's own. */
    @Test
    void regularExpressionsNameTheLongestTextThatTheyRead() {
        classesThatReadFromOutside()
                .should()
                .dependOnClassesThat(belongToAnyOf(Pattern.class, Matcher.class, Scanner.class))
                .orShould()
                .accessTargetWhere(ofString("matches", "replaceAll", "replaceFirst", "split"))
                .check(CLASSES);
    }

    @Test
    void pathsThatARegularExpressionReadsAreOfOneClass() {
        noClasses()
                .that()
                .doNotHaveSimpleName("SentryRoutes")
                .should()
                .accessTargetWhere(nameMatching(".*WithRegex|pathRegex"))
                .check(CLASSES);
    }

    private static GivenClassesConjunction classesThatReadFromOutside() {
        return noClasses().that().resideOutsideOfPackages("dev.mesher.text", "dev.mesher.cli..");
    }

    private static DescribedPredicate<JavaAccess<?>> ofString(String... names) {
        return DescribedPredicate.describe(
                "String." + String.join(", ", names),
                access -> access.getTargetOwner().isEquivalentTo(String.class)
                        && List.of(names).contains(access.getName()));
    }

    private static DescribedPredicate<JavaAccess<?>> nameMatching(String regex) {
        return DescribedPredicate.describe(
                "a route by " + regex, access -> access.getName().matches(regex));
    }

    @Test
    void constructorsOfTheIngestTakeSixParametersAtMost() {
        constructors()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.mesher.ingest")
                .should()
                .haveRawParameterTypes(DescribedPredicate.describe("six at most", types -> types.size() <= 6))
                .check(CLASSES);
    }

    @Test
    void noCycles() {
        slices().matching("dev.mesher.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void logicKnowsNoThread() {
        noClasses()
                .that()
                .haveSimpleName("Fingerprint")
                .or()
                .resideInAPackage("dev.mesher.group.platform")
                .or()
                .haveSimpleName("WindowBudget")
                .or()
                .haveSimpleName("NativeEvent")
                .or()
                .resideInAPackage("dev.mesher.event")
                .or()
                .resideInAPackage("dev.mesher.decode..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.vertx..")
                .check(CLASSES);
    }

    /**
     * A text from outside must not make this server ask a name server, least of all on an event loop. Those named resolve
     * what the operator has configured, on threads that may wait; the others read addresses in digits, by IpLiteral.
     */
    @Test
    void onlyTheClusterAndTheConfigurationLookNamesUp() {
        DescribedPredicate<JavaAccess<?>> lookUp = DescribedPredicate.describe("a name look-up", access -> {
            String target = access.getTargetOwner().getFullName() + "." + access.getName();
            boolean ofText = access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget called
                    && called.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(String.class));
            return LOOK_UPS.contains(target) && ofText;
        });
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.mesher.cli.Ports")
                .and()
                .doNotHaveFullyQualifiedName("dev.mesher.config.LocalMachine")
                .and()
                .doNotHaveFullyQualifiedName("dev.mesher.cluster.AddressLookup")
                .and()
                .doNotHaveFullyQualifiedName("dev.mesher.cluster.CandidateProbe")
                .and()
                .doNotHaveFullyQualifiedName("dev.mesher.cluster.ClusteredRuntime")
                .and()
                .doNotHaveFullyQualifiedName("dev.mesher.cluster.OperatorDoor")
                .should()
                .accessTargetWhere(lookUp)
                .check(CLASSES);
    }
}

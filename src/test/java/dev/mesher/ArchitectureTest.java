package dev.mesher;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.TokenStreamFactory;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The import table, and what else holds for all of main. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mesher");

    private static final String ROOT = "dev.mesher";

    /** What each package may use of the others, the lowest first; {@code cli}, {@code decode} and {@code group} with those in them. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry("text", names("")),
            entry("db", names("")),
            entry("diagnostics", names("")),
            entry("event", names("text")),
            entry("config", names("text")),
            entry("bus", names("event")),
            entry("authority", names("diagnostics config")),
            entry("http", names("text event")),
            entry("decode", names("text diagnostics event")),
            entry("auth", names("db event")),
            entry("change", names("text event")),
            entry("cluster", names("diagnostics config authority")),
            entry("access", names("text db event config http")),
            entry("activity", names("event http")),
            entry("limit", names("event config bus")),
            entry("group", names("text diagnostics event bus decode")),
            entry("payload", names("event bus")),
            entry("journal", names("text db event bus")),
            entry("search", names("text db event bus http")),
            entry("told", names("text event config db bus")),
            entry("alert", names("db event bus authority activity told")),
            entry("continuity", names("diagnostics event bus authority cluster")),
            entry("attachment", names("db event bus journal")),
            entry("web", names("http")),
            entry("merge", names("db event bus decode activity group payload")),
            entry("stream", names("text db event bus http decode access change activity")),
            entry("write", names("db event bus cluster payload journal continuity attachment")),
            entry("ops", names("db event bus authority http journal attachment")),
            entry(
                    "api",
                    names(
                            "text db diagnostics event http decode access change activity group payload journal search alert "
                                    + "merge told")),
            entry("sample", names("db event decode activity group payload search")),
            entry("ingest", names("text diagnostics event http decode auth limit group continuity attachment write")),
            entry(
                    "root",
                    names(
                            "db diagnostics event config bus authority http auth change cluster access limit group payload "
                                    + "journal search alert continuity attachment merge stream told write ops api ingest web")),
            entry("cli", names("db event config cluster access payload journal search api sample root")));

    /** What asks a resolver when its text is a name. */
    private static final Set<String> LOOK_UPS = Set.of(
            "java.net.InetAddress.getByName",
            "java.net.InetAddress.getAllByName",
            "java.net.Inet4Address.getByName",
            "java.net.Inet6Address.getByName",
            "java.net.InetSocketAddress.<init>",
            "java.net.Socket.<init>");

    @Test
    void eachPackageImportsWhatItsRowNamesAndNothingElse() {
        assertThat(CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toSet()))
                .as("the packages that exist, and the rows of the import table")
                .isEqualTo(MAY_IMPORT.keySet());
        List<String> broken = new ArrayList<>();
        MAY_IMPORT.forEach((room, allowed) -> {
            Map<String, String> uses = uses(room);
            uses.forEach((used, example) -> {
                if (!allowed.contains(used)) {
                    broken.add(room + " must not use " + used + ": " + example);
                }
            });
            allowed.stream()
                    .filter(each -> !uses.containsKey(each))
                    .forEach(each -> broken.add(room + " may use " + each + " but does not: take it out of its row"));
        });
        assertThat(broken).isEmpty();
    }

    private static Set<String> names(String row) {
        return row.isEmpty() ? Set.of() : Set.of(row.split(" ", -1));
    }

    /** The packages that {@code room} uses, each with one class of it that does. */
    private static Map<String, String> uses(String room) {
        Map<String, String> uses = new TreeMap<>();
        for (JavaClass each : CLASSES) {
            if (room(each).equals(room)) {
                for (Dependency dependency : each.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (target.getPackageName().startsWith(ROOT)
                            && !room(target).equals(room)) {
                        uses.putIfAbsent(room(target), each.getName() + " uses " + target.getName());
                    }
                }
            }
        }
        return uses;
    }

    /** The package's name below {@code dev.mesher}, without that of a package in it; "root" for {@code dev.mesher} itself. */
    private static String room(JavaClass of) {
        String below = of.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "root" : below.split("\\.", -1)[1];
    }

    /** Alerts and housekeeping ask the authority whether this node is to do them; how nodes find each other is hidden from them. */
    @Test
    void onlyTheClusterKnowsHazelcast() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.mesher.cluster")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.hazelcast..")
                .check(CLASSES);
    }

    /** So that whoever looks for a statement knows where to: in a class named …Store, or in {@code db} and {@code journal}. */
    @Test
    void statementsForPostgresStandInStores() {
        DescribedPredicate<JavaAccess<?>> statement = DescribedPredicate.describe(
                "query, preparedQuery or prepare of the PostgreSQL client",
                access -> access.getTargetOwner().isAssignableTo(SqlClient.class)
                        && Set.of("query", "preparedQuery", "prepare").contains(access.getName()));
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.mesher.db", "dev.mesher.journal")
                .and(DescribedPredicate.describe(
                        "are not in a class named …Store",
                        each -> !outermost(each).getSimpleName().endsWith("Store")))
                .should()
                .accessTargetWhere(statement)
                .check(CLASSES);
    }

    private static JavaClass outermost(JavaClass inner) {
        return inner.getEnclosingClass().map(ArchitectureTest::outermost).orElse(inner);
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

    /**
     * As Jackson and Vert.x come, a reader of JSON looks names up in a table that strangers can fill. Those named make
     * readers without one, or use it for what is their own; all others read with Vert.x's, which {@code text} sees to.
     */
    @Test
    void readersOfJsonAreMadeWhereTheirTableOfNamesIsThoughtOf() {
        DescribedPredicate<JavaAccess<?>> made = DescribedPredicate.describe(
                "a new reader of JSON",
                access -> Set.of("<init>", "builder").contains(access.getName())
                        && (access.getTargetOwner().isAssignableTo(ObjectCodec.class)
                                || access.getTargetOwner().isAssignableTo(TokenStreamFactory.class)));
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.mesher.decode.JsonTree")
                .and()
                .doNotHaveFullyQualifiedName("dev.mesher.api.event.EventDetail")
                .and(DescribedPredicate.describe(
                        "do not write only", each -> !each.getName().equals("dev.mesher.write.EventRow")))
                .and()
                .resideOutsideOfPackage("dev.mesher.cli..")
                .should()
                .accessTargetWhere(made)
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
    void constructorsOnAnEventsWayTakeSixParametersAtMost() {
        constructors()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage("dev.mesher.ingest", "dev.mesher.write")
                .should()
                .haveRawParameterTypes(DescribedPredicate.describe("six at most", types -> types.size() <= 6))
                .check(CLASSES);
    }

    @Test
    void noTwoClassesHaveTheSameName() {
        assertThat(CLASSES.stream()
                        .filter(each ->
                                each.isTopLevelClass() && !each.getSimpleName().equals("package-info"))
                        .map(JavaClass::getSimpleName))
                .doesNotHaveDuplicates();
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
     * what the operator has configured, on threads that may wait, and SystemNames the receivers that people have entered,
     * whose addresses are checked. The others read addresses in digits, by IpLiteral.
     */
    @Test
    void onlyTheClusterTheConfigurationAndGuardedCallsLookNamesUp() {
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
                .and()
                .doNotHaveFullyQualifiedName("dev.mesher.told.send.SystemNames")
                .should()
                .accessTargetWhere(lookUp)
                .check(CLASSES);
    }
}

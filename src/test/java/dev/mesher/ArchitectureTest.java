package dev.mesher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** The import table: a package may use those of the ranks below, as listed, and no two use each other. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.mesher");

    @Test
    void eachPackageImportsOnlyWhatItMay() {
        ArchRule ranks = Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
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
                .whereLayer("event")
                .mayNotAccessAnyLayer()
                .whereLayer("config")
                .mayNotAccessAnyLayer()
                .whereLayer("bus")
                .mayOnlyAccessLayers("event")
                .whereLayer("db")
                .mayOnlyAccessLayers("config")
                .whereLayer("cluster")
                .mayOnlyAccessLayers("config", "bus", "db")
                .whereLayer("continuity")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster")
                .whereLayer("http")
                .mayOnlyAccessLayers("event", "config")
                .whereLayer("decode")
                .mayOnlyAccessLayers("event", "config")
                .whereLayer("auth")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("access")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("limit")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("group")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("write")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "continuity", "http", "decode")
                .whereLayer("merge")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode", "group", "write")
                .whereLayer("merge")
                .mayOnlyBeAccessedByLayers("api", "composition")
                .whereLayer("alert")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("ops")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "cluster", "http", "decode")
                .whereLayer("ingest")
                .mayOnlyBeAccessedByLayers("composition")
                .whereLayer("stream")
                .mayOnlyBeAccessedByLayers("composition")
                .whereLayer("stream")
                .mayOnlyAccessLayers("event", "config", "bus", "db", "http", "access")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("composition")
                .whereLayer("composition")
                .mayNotBeAccessedByAnyLayer();
        ranks.check(CLASSES);
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
}

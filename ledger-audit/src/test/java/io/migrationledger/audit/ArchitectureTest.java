package io.migrationledger.audit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What audit may know: the api without its internals, and no other library. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.migrationledger.audit");

    @Test
    void itKnowsTheApiAlone() {
        classes()
                .that(resideInAPackage("io.migrationledger.audit.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.migrationledger",
                        "io.migrationledger.audit..",
                        "io.migrationledger.event..",
                        "io.migrationledger.migration..",
                        "io.migrationledger.page..",
                        "io.migrationledger.spi..",
                        "io.migrationledger.sql..",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void itsRoomsKnowOneAnotherOneWay() {
        slices().matching("io.migrationledger.audit.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }
}

package io.migrationledger.docs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.migrationledger.docs");

    @Test
    void itKnowsTheApiAndPagesAlone() {
        classes()
                .that(resideInAPackage("io.migrationledger.docs.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.migrationledger",
                        "io.migrationledger.docs..",
                        "io.migrationledger.event..",
                        "io.migrationledger.migration..",
                        "io.migrationledger.page..",
                        "io.migrationledger.spi..",
                        "io.migrationledger.sql..",
                        "org.eclipse..",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    /** Markdown does without the library. */
    @Test
    void onePlaceKnowsTheLibraryOfLayouts() {
        classes()
                .that()
                .resideInAPackage("io.migrationledger.docs..")
                .and()
                .doNotHaveSimpleName("DiagramLayout")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("org.eclipse..", "com.google..")
                .check(CLASSES);
    }
}

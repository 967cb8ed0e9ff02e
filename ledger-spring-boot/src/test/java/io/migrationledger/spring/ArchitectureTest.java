package io.migrationledger.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which part may know which: what applications use, its configuration, what shows it to operators. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.migrationledger.spring");

    @Test
    void thePackagesKnowOneAnotherOneWay() {
        assertThat(CLASSES).hasSizeGreaterThan(20);
        noClasses()
                .that()
                .resideInAPackage("io.migrationledger.spring")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.migrationledger.spring.autoconfigure..", "io.migrationledger.spring.actuate..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.migrationledger.spring.actuate..")
                .check(CLASSES);
    }

    @Test
    void theInternalsOfTheLedgerAreNotUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.migrationledger.internal..")
                .check(CLASSES);
    }

    /** All else has the same name in both versions: that is why one artifact serves both. */
    @Test
    void oneClassForEachVersionKnowsWhatMovedBetweenThem() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(HealthOnBoot[34]|OfHealthOnBoot[34])")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot.actuate.health..",
                        "org.springframework.boot.health..",
                        "org.springframework.boot.autoconfigure.jdbc..",
                        "org.springframework.boot.jdbc.autoconfigure..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .resideInAPackage("io.migrationledger.spring..")
                .should()
                .resideInAnyPackage(CLASSES.stream()
                        .filter(one ->
                                one.getSimpleName().equals("package-info") && one.isAnnotatedWith(NullMarked.class))
                        .map(one -> one.getPackageName())
                        .toArray(String[]::new))
                .check(CLASSES);
    }
}

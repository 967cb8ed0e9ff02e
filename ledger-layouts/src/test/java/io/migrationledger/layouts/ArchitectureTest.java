package io.migrationledger.layouts;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.migrationledger.migration.DirectoryLayout;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the layouts may know, and that each of them can be found. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.migrationledger.layouts");

    @Test
    void theyKnowTheApiAlone() {
        classes()
                .that(resideInAPackage("io.migrationledger.layouts.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.migrationledger",
                        "io.migrationledger.layouts..",
                        "io.migrationledger.migration..",
                        "io.migrationledger.event..",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void eachIsFoundByItsService() {
        Set<String> written = new TreeSet<>();
        CLASSES.stream()
                .filter(one -> one.isAssignableTo(DirectoryLayout.class))
                .forEach(one -> written.add(one.getName()));
        Set<String> found = new TreeSet<>();
        ServiceLoader.load(DirectoryLayout.class)
                .forEach(one -> found.add(one.getClass().getName()));

        assertThat(found).isEqualTo(written).hasSizeGreaterThan(4);
    }
}

package io.migrationledger.adopt;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.migrationledger.spi.HistoryAdopter;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What adoption may know, and that each reader can be found. */
class ArchitectureTest {
    private static final String TOOLS = "io.migrationledger.adopt.tools..";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.migrationledger.adopt");

    @Test
    void itKnowsTheApiAlone() {
        classes()
                .that(resideInAPackage("io.migrationledger.adopt.."))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.migrationledger",
                        "io.migrationledger.adopt..",
                        "io.migrationledger.event..",
                        "io.migrationledger.migration..",
                        "io.migrationledger.spi..",
                        "java..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    /** A reader is found by its service, so that another one is a jar. */
    @Test
    void nothingKnowsAReader() {
        noClasses()
                .that()
                .resideOutsideOfPackage(TOOLS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TOOLS)
                .check(CLASSES);
        Set<String> written = new TreeSet<>();
        CLASSES.stream()
                .filter(one -> one.isAssignableTo(HistoryReader.class))
                .filter(one -> !one.getModifiers().contains(JavaModifier.ABSTRACT))
                .forEach(one -> written.add(one.getName()));
        Set<String> found = new TreeSet<>();
        List<String> tools = new ArrayList<>();
        ServiceLoader.load(HistoryReader.class).forEach(reader -> {
            found.add(reader.getClass().getName());
            tools.add(reader.tool());
        });

        assertThat(found).isEqualTo(written).hasSizeGreaterThan(20);
        assertThat(tools).doesNotHaveDuplicates();
        assertThat(ServiceLoader.load(HistoryAdopter.class)).hasSize(1);
    }
}

package io.migrationledger.conformance;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The kit's rooms, and the one direction in which they know each other. */
class RoomsTest {

    @Test
    void eachRoomKnowsOnlyTheRoomsBelowIt() {
        String kit = "io.migrationledger.conformance";
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(kit);
        assertThat(classes.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrder(
                        kit, kit + ".rules", kit + ".run", kit + ".report", kit + ".crash", kit + ".fixture");
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("kit")
                .definedBy(kit)
                .layer("rules")
                .definedBy(kit + ".rules")
                .layer("run")
                .definedBy(kit + ".run")
                .layer("report")
                .definedBy(kit + ".report")
                .layer("crash")
                .definedBy(kit + ".crash")
                .layer("fixture")
                .definedBy(kit + ".fixture")
                .whereLayer("kit")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("rules")
                .mayOnlyBeAccessedByLayers("kit")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("kit", "rules")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("kit", "rules", "run")
                .whereLayer("crash")
                .mayOnlyBeAccessedByLayers("kit", "rules", "run", "report")
                .check(classes);
    }
}

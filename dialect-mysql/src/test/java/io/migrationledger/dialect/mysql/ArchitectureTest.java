package io.migrationledger.dialect.mysql;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the driver, each of which may know those before it and none behind it. */
class ArchitectureTest {
    private static final String TOP = "io.migrationledger.dialect.mysql";
    private static final List<String> ROOMS = List.of("statement", "server", "session", "probe", "schema", "write");

    @Test
    void theRoomsKnowOneAnotherOneWay() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(TOP);
        assertThat(classes.stream()
                        .map(javaClass -> javaClass.getPackageName())
                        .filter(name -> !name.equals(TOP))
                        .distinct())
                .as("each has its place in the order")
                .containsExactlyInAnyOrderElementsOf(
                        ROOMS.stream().map(room -> TOP + "." + room).toList());
        for (int i = 0; i < ROOMS.size(); i++) {
            String[] behind = Stream.concat(
                            ROOMS.subList(i + 1, ROOMS.size()).stream().map(room -> TOP + "." + room), Stream.of(TOP))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(TOP + "." + ROOMS.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(behind)
                    .check(classes);
        }
    }
}

package io.migrationledger;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which part of ledger-api may know which. */
class ArchitectureTest {
    private static final String INTERNAL = "io.migrationledger.internal..";
    private static final String[] BELOW = {
        "io.migrationledger.event..",
        "io.migrationledger.migration..",
        "io.migrationledger.sql..",
        "io.migrationledger.spi.."
    };

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.migrationledger");
        assertThat(classes.stream().filter(resideInAPackage(INTERNAL))).hasSizeGreaterThan(20);
    }

    @Test
    void eventsMigrationsSqlAndTheSpiDoNotKnowTheInternals() {
        noClasses()
                .that()
                .resideInAnyPackage(BELOW)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(INTERNAL)
                .check(classes);
    }

    /** The rooms of the internals, each of which may know those before it and none behind it. */
    @Test
    void theRoomsOfTheInternalsKnowOneAnotherOneWay() {
        List<String> rooms = List.of(
                "settings",
                "flight",
                "connect",
                "record",
                "script",
                "schema",
                "words",
                "plan",
                "settle",
                "run",
                "look");
        for (int i = 0; i < rooms.size(); i++) {
            String[] behind = Stream.concat(
                            rooms.subList(i + 1, rooms.size()).stream()
                                    .map(room -> "io.migrationledger.internal." + room),
                            Stream.of("io.migrationledger.internal"))
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("io.migrationledger.internal." + rooms.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(behind)
                    .check(classes);
        }
        assertThat(classes.stream()
                        .filter(resideInAPackage(INTERNAL))
                        .map(javaClass ->
                                javaClass.getPackageName().replaceFirst("^io\\.migrationledger\\.internal\\.?", ""))
                        .filter(room -> !room.isEmpty())
                        .distinct())
                .as("each has its place in the order")
                .containsExactlyInAnyOrderElementsOf(rooms);
    }

    @Test
    void migrationsDoNotKnowEvents() {
        noClasses()
                .that()
                .resideInAPackage("io.migrationledger.migration..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.migrationledger.event..")
                .check(classes);
    }

    @Test
    void sqlKnowsNothingButItself() {
        classes()
                .that()
                .resideInAPackage("io.migrationledger.sql..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.migrationledger.sql..", "java..", "org.jspecify..")
                .check(classes);
    }

    @Test
    void theSpiDoesNotNeedItsSupport() {
        noClasses()
                .that()
                .resideInAPackage("io.migrationledger.spi")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.migrationledger.spi.support..")
                .check(classes);
    }

    @Test
    void noThirdPartyCodeIsNeededButSlf4jAndJspecify() {
        classes()
                .that(resideInAnyPackage(
                        "io.migrationledger",
                        "io.migrationledger.event..",
                        "io.migrationledger.migration..",
                        "io.migrationledger.sql..",
                        "io.migrationledger.spi..",
                        INTERNAL))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.migrationledger..", "java..", "javax.sql..", "jdk.jfr..", "org.slf4j..", "org.jspecify..")
                .check(classes);
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Helpers|Util|Utils|Impl)(\\$.*)?")
                .check(classes);
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        List<String> packages = classes.stream()
                .map(javaClass -> javaClass.getPackageName())
                .filter(name -> !name.contains(".dialect.") && !name.contains(".conformance"))
                .distinct()
                .toList();
        assertThat(packages).hasSizeGreaterThanOrEqualTo(6);
        for (String name : packages) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as(name)
                    .isTrue();
        }
    }

    /** The ledger is append-only in the code, too: no statement anywhere changes or takes back what was recorded. */
    @Test
    void noStatementUpdatesOrDeletes() throws IOException {
        Pattern change = Pattern.compile("\"[^\"]*\\b(UPDATE|DELETE\\s+FROM|TRUNCATE|REPLACE\\s+INTO)\\b[^\"]*\"");
        List<String> found = new ArrayList<>();
        int files = 0;
        for (String root : List.of("src/main/java/io/migrationledger", "../dialect-sqlite/src/main/java")) {
            try (Stream<Path> paths = Files.walk(Path.of(root))) {
                for (Path path : paths.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> !path.toString().contains("/sql/"))
                        .filter(path -> !path.endsWith("OwnTableReader.java")) // refuses such statements of scripts
                        // Reads and writes the tables of users; no snapshot has the ledger's own.
                        .filter(path -> !path.toString().replace('\\', '/').contains("/sqlite/schema/"))
                        .filter(path ->
                                !path.endsWith("LeaseLock.java")) // a lock, and no part of the record: see below
                        .toList()) {
                    files++;
                    Files.readString(path)
                            .lines()
                            .filter(line -> change.matcher(line).find())
                            .forEach(line -> found.add(path.getFileName() + ": " + line.strip()));
                }
            }
        }
        assertThat(files).isGreaterThan(80);
        assertThat(found)
                .as("but for the triggers that refuse it, which name it, one on each of the two tables")
                .allMatch(line -> line.startsWith("SqliteTable.java: refuse(table, \"update\""))
                .hasSize(2);
    }

    /** The row of a lease is all that is updated, and of no other table: its name ends as the driver says and LeaseLock does. */
    @Test
    void aLeaseUpdatesItsOwnTableOnly() throws IOException {
        String lease = Files.readString(Path.of("src/main/java/io/migrationledger/spi/support/LeaseLock.java"));
        assertThat(lease).doesNotContain("DELETE", "TRUNCATE", "ledgerTable", "LedgerTable");
        assertThat(Pattern.compile("UPDATE ").matcher(lease).results().count())
                .isEqualTo(Pattern.compile("\"UPDATE \" \\+ statements\\.table")
                        .matcher(lease)
                        .results()
                        .count())
                .isPositive();
    }
}

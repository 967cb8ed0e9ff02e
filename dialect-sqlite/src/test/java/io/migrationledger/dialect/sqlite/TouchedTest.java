package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Touched;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.sql.TouchedObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What migrations changed, as their events say. */
class TouchedTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    private Touched ofLast() {
        List<LedgerEvent> events = project.ledger().events();
        return events.get(events.size() - 1).touched();
    }

    private List<String> shown() {
        return ofLast().objects().stream().map(TouchedObject::toString).toList();
    }

    @Test
    void eachObjectStandsOnceInTheOrderInWhichItIsFirstChanged() {
        project.script(
                        "0001_shop.sql",
                        "CREATE TABLE ${prefix}orders (id INTEGER, total);",
                        "INSERT INTO ${prefix}orders VALUES (1, 2);",
                        "INSERT INTO ${prefix}orders VALUES (2, 3);",
                        "CREATE INDEX by_total ON ${prefix}orders (total);",
                        "ALTER TABLE ${prefix}orders RENAME TO sales;")
                .script("0001_shop.down.sql", "DROP INDEX by_total;", "DROP TABLE sales;");
        Migrator migrator = project.builder().placeholder("prefix", "shop_").build();
        migrator.migrate();
        assertThat(shown())
                .containsExactly(
                        "created shop_orders",
                        "filled shop_orders",
                        "created by_total",
                        "altered shop_orders",
                        "renamed shop_orders to sales");
        assertThat(ofLast().names("SALES")).isTrue();
        assertThat(ofLast().names("total")).isFalse();

        migrator.rollback(RollbackOptions.LAST_BATCH);
        assertThat(shown()).containsExactly("dropped by_total", "dropped sales");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void onlyWhatTookEffectIsSaid() {
        project.script("0001_each.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "BROKEN;");
        Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        assertThat(project.ledger().events())
                .allSatisfy(event -> assertThat(event.touched()).isEqualTo(Touched.NONE));

        project.script("0001_each.sql", "-- ledger: transaction=none", "CREATE TABLE a (x);", "CREATE TABLE b (x);");
        project.migrate();
        assertThat(shown()).as("also what the attempt before has done").containsExactly("created a", "created b");
    }

    @Test
    void codeAndDeclarationsSayNothing() {
        project.tables(2, 3);
        project.migrator().baseline(MigrationId.of("2"), "it was there");
        assertThat(ofLast()).isEqualTo(Touched.NONE);
        SqliteProject code = new SqliteProject(directory, "code.db");
        Migrator.of(code.url(), new Properties())
                .source(Migrations.java(new KeptScriptsTest.Nothing()))
                .build()
                .migrate();
        assertThat(code.ledger().events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.touched()).isEqualTo(Touched.NONE));
        project.migrate();
        assertThat(shown()).containsExactly("created t3");
        project.script("0003_t3.sql", "CREATE TABLE t3 (a INTEGER); -- edited");
        project.migrator().accept(MigrationId.of("3"), "a comment");
        assertThat(ofLast()).isEqualTo(Touched.NONE);
    }

    @Test
    void ofVeryManyTheFirstHundredAreNamed() {
        String[] lines = IntStream.range(0, 250)
                .mapToObj(n -> "CREATE TABLE t" + n + " (x);")
                .toArray(String[]::new);
        project.script("0001_many.sql", lines).migrate();
        assertThat(ofLast().objects()).hasSize(Touched.MOST);
        assertThat(ofLast().more()).isEqualTo(150);
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }
}

package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same files, run by Liquibase and by the ledger. */
class LiquibaseItselfTest {
    private static final Path MIGRATIONS = Path.of("src/test/resources/fixtures/liquibase/migrations");

    /** Held, so that its level stays. */
    private static final Logger LIQUIBASE = Logger.getLogger("liquibase");

    @TempDir
    Path directory;

    @Test
    void whatTheLedgerBuildsIsWhatLiquibaseBuilds() throws Exception {
        Sqlite byLiquibase = new Sqlite(directory.resolve("liquibase.db"));
        Sqlite byLedger = new Sqlite(directory.resolve("ledger.db"));
        Migrator migrator = byLedger.migrator(Migrations.directory(MIGRATIONS));

        for (String file : new String[] {"001_users.sql", "002_orders.sql"}) {
            update(byLiquibase, file);
        }
        migrator.migrate();

        assertThat(byLedger.contents()).isEqualTo(byLiquibase.contents()).isNotEmpty();
    }

    @BeforeAll
    static void quiet() {
        LIQUIBASE.setLevel(Level.OFF);
    }

    private static final String HEAD = "--liquibase formatted sql\n\n";

    private static String condition(String id, String settings, String check, String more) {
        return "--changeset me:" + id + "\n--preconditions " + settings + "\n--precondition-sql-check " + check
                + "\nINSERT INTO log VALUES ('" + id + more + "');\n\n";
    }

    /** Runs both, several times, and compares after each run; whether a run succeeds is the same, too. */
    private Migrator compare(int runs, String text, String... more) throws Exception {
        SourceFiles files = new SourceFiles(directory.resolve("files")).file("a.sql", text);
        Sqlite byLiquibase = new Sqlite(directory.resolve("liquibase.db"));
        Sqlite byLedger = new Sqlite(directory.resolve("ledger.db"));
        Migrator migrator = byLedger.migrator(files.source());
        for (int run = 0; run < runs; run++) {
            boolean well = catchThrowable(() -> with(byLiquibase, one -> one.update(new Contexts()))) == null;
            Throwable failed = catchThrowable(migrator::migrate);
            assertThat(failed == null).as("%s", failed).isEqualTo(well);
            assertThat(byLedger.contents()).isEqualTo(byLiquibase.contents());
        }
        assertThat(byLedger.contents()).containsAll(List.of(more));
        return migrator;
    }

    /** LY-12. */
    @Test
    void preconditionsAreAskedAsLiquibaseAsksThem() throws Exception {
        Migrator migrator = compare(
                2,
                HEAD + "--changeset me:1\nCREATE TABLE log (e TEXT);\n"
                        + condition("2", "onFail:MARK_RAN", "expectedResult:0 SELECT count(*) FROM log", "")
                        + condition(
                                "3", "onFail:MARK_RAN onError:HALT", "expectedResult:0 SELECT count(*) FROM log", "")
                        + condition("4", "onFail:CONTINUE", "expectedResult:\"4\" SELECT count(*) FROM log;", "")
                        + condition("5", "onFail:WARN", "expectedResult:0 SELECT count(*) FROM log", "")
                        + condition("6", "onError:MARK_RAN", "expectedResult:0 SELECT count(*) FROM nope", "")
                        + condition("7", "onError:CONTINUE", "expectedResult:0 SELECT count(*) FROM nope", "")
                        + condition("8", "onError:WARN", "expectedResult:0 SELECT count(*) FROM nope", "")
                        + condition(
                                "9", "onFail:MARK_RAN onError:WARN", "expectedResult:x SELECT 'x' FROM log", "several")
                        + condition("10", "onFail:MARK_RAN onError:WARN", "expectedResult:x SELECT 1 WHERE 1=0", "none")
                        + condition("11", "onFail:WARN onError:MARK_RAN", "expectedResult:x SELECT NULL", "null")
                        + condition(
                                "12",
                                "onFail:MARK_RAN",
                                "expectedResult:x SELECT 'x'\n--precondition-sql-check expectedResult:y SELECT 'z'",
                                "")
                        + "--changeset me:13\nINSERT INTO log VALUES ('13');\n",
                "log 2",
                "log 5",
                "log 8",
                "log 13");
        assertThat(migrator.ledger()
                        .state()
                        .of(MigrationId.of("a.sql::3::me"))
                        .orElseThrow()
                        .inEffect())
                .get()
                .extracting(applied -> applied.reason().orElseThrow())
                .asString()
                .isEqualTo("the precondition is not met: expected 0, found 1; nothing of it was run");
        assertThat(migrator.ledger()
                        .state()
                        .of(MigrationId.of("a.sql::7::me"))
                        .orElseThrow()
                        .status())
                .isEqualTo(MigrationStatus.FAILED);
        assertThat(migrator.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--preconditions onFail:HALT", "--preconditions onFail:MARK_RAN onError:HALT"})
    void aPreconditionThatHaltsStopsTheRunBeforeItsStatements(String settings) throws Exception {
        String check = settings.contains("onError") ? "SELECT count(*) FROM nope" : "SELECT count(*) FROM log";
        Migrator migrator = compare(
                2,
                HEAD + "--changeset me:1\nCREATE TABLE log (e TEXT);\n--changeset me:2\n" + settings
                        + "\n--precondition-sql-check expectedResult:9 " + check
                        + "\nCREATE TABLE t (a);\n--changeset me:3\nCREATE TABLE u (a);\n");
        MigrationFailedException failed =
                catchThrowableOfType(MigrationFailedException.class, () -> migrator.migrate());
        assertThat(failed.what()).contains("a.sql:7: migration a.sql::2::me failed at statement 1: the precondition ");
    }

    /** LY-12. */
    @ParameterizedTest
    @EnumSource(
            value = TestServers.class,
            names = {"POSTGRES", "MARIADB"})
    void whatGoesOnAfterAPreconditionDoesNotAskItAgain(TestServers server) throws SQLException {
        String text = HEAD + "--changeset me:1\n--preconditions onFail:HALT onError:WARN\n"
                + "--precondition-sql-check expectedResult:0 SELECT count(*) FROM information_schema.tables"
                + " WHERE table_name = 't' AND table_schema = '${flyway:defaultSchema}'\n"
                + "--precondition-sql-check expectedResult:0 SELECT count(*) FROM nowhere\n"
                + "CREATE TABLE t (a INT);\n";
        SourceFiles files = new SourceFiles(directory.resolve("files"));
        try (TestDatabase database = server.get().newDatabase()) {
            Properties login = new Properties();
            login.setProperty("user", database.user());
            login.setProperty("password", database.password());
            Migrator migrator =
                    Migrator.of(database.url(), login).source(files.source()).build();
            files.file("a.sql", text + "INSERT INTO nowhere VALUES (1);\n");
            MigrationFailedException failed =
                    catchThrowableOfType(MigrationFailedException.class, () -> migrator.migrate());
            assertThat(failed.what()).contains("a.sql:8:", "failed at statement 4");

            files.file("a.sql", text + "INSERT INTO t VALUES (1);\n");
            assertThat(migrator.migrate().completed()).hasSize(1);
            assertThat(migrator.migrate().completed()).isEmpty();
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT count(*) FROM t")) {
                count.next();
                assertThat(count.getInt(1)).isEqualTo(1);
            }
        }
    }

    /** LY-12. */
    @Test
    void aChangesetThatMayFailStopsNoneAndIsTriedAgain() throws Exception {
        String text = HEAD + "--changeset me:1\nCREATE TABLE log (e TEXT);\n--changeset me:2 failOnError:false\n"
                + "INSERT INTO log VALUES ('2');\nINSERT INTO later VALUES (1);\n"
                + "--changeset me:3\nCREATE TABLE IF NOT EXISTS later (a INT);\n"
                + "--changeset me:4\nINSERT INTO log VALUES ('4');\n";
        Migrator migrator = compare(1, text, "log 4");
        assertThat(migrator.status().problems()).isEmpty();
        compare(2, text, "log 2", "log 4", "later 1");
        assertThat(migrator.migrate().completed()).isEmpty();
    }

    @Test
    void rollbacksDoWhatLiquibaseDoesStepByStep() throws Exception {
        String text = HEAD + "--property name:tab value:props\n--changeset me:1\nCREATE TABLE log (e TEXT);\n"
                + "--rollback DROP TABLE log;\n"
                + "--changeset me:3\nCREATE TABLE ${tab} (a TEXT);\nINSERT INTO log VALUES ('${tab}');\n"
                + "--rollback DROP TABLE ${tab};\n--rollback INSERT INTO log\n--rollback VALUES ('rb 3');\n"
                + "--changeset me:4 endDelimiter:@@\nINSERT INTO log VALUES ('4;a')@@\n"
                + "INSERT INTO log VALUES ('4b') @@\n"
                + "/* liquibase rollback\nDELETE FROM log WHERE e = '4;a';\nDELETE FROM log\n WHERE e = '4b';\n*/\n"
                + "--changeset me:5 splitStatements:false\n"
                + "CREATE TRIGGER tr AFTER DELETE ON log BEGIN SELECT 1; SELECT 2; END;\n--rollback DROP TRIGGER tr\n"
                + "--changeset me:6\nINSERT INTO log VALUES ('6');\n--rollback empty\n"
                + "--changeset me:7\nINSERT INTO log VALUES ('7');\n--rollback not required\n"
                + "--changeset me:8\n--ignoreLines:1\nINSERT INTO nope VALUES (1);\nINSERT INTO log VALUES ('8');\n"
                + "--ignoreLines:start\nINSERT INTO nope VALUES (2);\n--ignoreLines:end\n"
                + "INSERT INTO log VALUES ('8b');\n--rollback DELETE FROM log WHERE e LIKE '8%';\n"
                + "--changeset me:9 rollbackEndDelimiter:/\nINSERT INTO log VALUES ('9');\n"
                + "--rollback DELETE FROM log WHERE e = '9'\n--rollback /\n"
                + "--rollback INSERT INTO log VALUES ('rb;9')\n--rollback /\n"
                + "--changeset me:10\nDROP TABLE props;\n--rollback changesetId:3 changesetAuthor:me\n"
                + "--changeset me:11\n--validCheckSum: 8:abc\nINSERT INTO log VALUES ('11');\n"
                + "--rollback DELETE FROM log WHERE e='11';\n"
                + "--changeset me:12 rollbackEndDelimiter:\\$\\$\nINSERT INTO log VALUES ('12');\n"
                + "--rollback DELETE FROM log WHERE e = '12'\n--rollback $$\n"
                + "--rollback INSERT INTO log VALUES ('rb;12')\n--rollback $$\n"
                + "--changeset me:13 rollbackEndDelimiter:/\nINSERT INTO log VALUES ('13');\n"
                + "--rollback /* one */\n--rollback INSERT INTO log VALUES ('rb;' || 26 /\n--rollback 2)\n--rollback /\n"
                + "--rollback DELETE FROM log WHERE e = '13' /\n";
        Migrator migrator = compare(1, text, "log 4;a", "log 8b");
        Sqlite byLiquibase = new Sqlite(directory.resolve("liquibase.db"));
        Sqlite byLedger = new Sqlite(directory.resolve("ledger.db"));
        for (int left = 12; left > 0; left--) {
            with(byLiquibase, one -> one.rollback(1, new Contexts(), new LabelExpression()));
            migrator.rollback(RollbackOptions.steps(1));
            assertThat(byLedger.contents()).as("%s left", left - 1).isEqualTo(byLiquibase.contents());
        }
        assertThat(byLedger.contents()).isEmpty();
    }

    @Test
    void aRollbackBlockEndsAtTheEndOfALine() throws Exception {
        String text = HEAD + "--changeset me:1\nCREATE TABLE log (e TEXT);\n"
                + "--changeset me:2\nINSERT INTO log VALUES ('2');\n/* liquibase rollback\n"
                + "INSERT INTO log VALUES ('*/5 * * * *');\nDELETE FROM log WHERE e = '2'; */ \n"
                + "INSERT INTO log VALUES ('2b');\n";
        Migrator migrator = compare(1, text, "log 2", "log 2b");
        Sqlite byLiquibase = new Sqlite(directory.resolve("liquibase.db"));
        with(byLiquibase, one -> one.rollback(1, new Contexts(), new LabelExpression()));
        migrator.rollback(RollbackOptions.steps(1));
        assertThat(new Sqlite(directory.resolve("ledger.db")).contents())
                .isEqualTo(byLiquibase.contents())
                .contains("log */5 * * * *", "log 2b");
    }

    /** Whatever stands in them: other changesets, properties, and marks that would end what was never begun. */
    @Test
    void linesThatArePassedOverHoldNoChangesets() throws Exception {
        compare(
                1,
                HEAD + "--changeset me:1\nCREATE TABLE log (e TEXT);\n--ignoreLines:start\n"
                        + "--property name:word value:ignored\n--changeset me:2\nINSERT INTO nope VALUES (1);\n"
                        + "--ignoreLines:end\nINSERT INTO log VALUES ('1');\n"
                        + "--changeset me:3\nINSERT INTO log VALUES ('3');\n--ignoreLines:2\n--changeset me:4\n"
                        + "INSERT INTO nope VALUES (2);\nINSERT INTO log VALUES ('3b');\n"
                        + "--changeset me:5\nINSERT INTO log VALUES ('5');\n",
                "log 1",
                "log 3",
                "log 3b",
                "log 5");
    }

    /** It ends comments, too. */
    @Test
    void aSlashEndsAStatementOnlyWhereItStandsAlone() throws Exception {
        compare(
                1,
                HEAD + "--changeset me:1 endDelimiter:/\n/* the customers */\nCREATE TABLE log (e TEXT)\n/\n"
                        + "/* why */ INSERT INTO log VALUES (10 /\n2)\n/\n",
                "log 5");
    }

    /** One of several characters is a regular expression. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"\\$\\$, $$", "$$, $$", "\\n\\$\\$, $$", "\\@\\@, @@", "\\n\\s*@@\\s*, @@", "\\\\, \\"})
    void aDelimiterIsReadAsARegularExpression(String written, String delimiter) throws Exception {
        String end = "\n" + delimiter + "\n";
        compare(
                1,
                HEAD + "--changeset me:1 endDelimiter:" + written + "\nCREATE TABLE log (e TEXT)" + end
                        + "INSERT INTO log VALUES ('a')" + end + "CREATE TABLE b (e TEXT)" + end,
                "log a");
    }

    @Test
    void aSlashBehindTheLastStatementEndsIt() throws Exception {
        compare(
                1,
                HEAD + "--changeset me:1\nCREATE TABLE log (e TEXT);\n--changeset me:2 endDelimiter:/\n"
                        + "INSERT INTO log VALUES ('2') /\n\n--changeset me:3 endDelimiter:/\n"
                        + "INSERT INTO log VALUES ('3')\n/\n/* done */\n",
                "log 2",
                "log 3");
    }

    @Test
    void aRollbackByAnotherChangesetRunsTheVariantForThisDatabase() throws Exception {
        String text = HEAD + "--changeset me:1\nCREATE TABLE log (e TEXT);\n"
                + "--changeset me:2 dbms:sqlite\nINSERT INTO log VALUES ('sqlite');\n"
                + "--changeset me:2 dbms:mysql\nINSERT INTO log VALUES ('mysql');\n"
                + "--changeset me:3\nDELETE FROM log;\n--rollback changesetId:2 changesetAuthor:me\n";
        Migrator migrator = compare(1, text);
        Sqlite byLiquibase = new Sqlite(directory.resolve("liquibase.db"));
        with(byLiquibase, one -> one.rollback(1, new Contexts(), new LabelExpression()));
        migrator.rollback(RollbackOptions.steps(1));
        assertThat(new Sqlite(directory.resolve("ledger.db")).contents())
                .isEqualTo(byLiquibase.contents())
                .contains("log sqlite");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"prod | ''", "test | eu", "test,prod | eu and us", "'' | us", "prod | us"})
    void contextsAndLabelsChooseWhatLiquibaseChooses(String contexts, String labels) throws Exception {
        SourceFiles files = new SourceFiles(directory.resolve("files"))
                .file(
                        "a.sql",
                        HEAD + "--changeset m:1\nCREATE TABLE log (e TEXT);\n"
                                + "--changeset m:2 context:test\nINSERT INTO log VALUES ('2');\n"
                                + "--changeset m:3 context:\"test and prod and eu\"\nINSERT INTO log VALUES ('3');\n"
                                + "--changeset m:4 context:\"test or prod\"\nINSERT INTO log VALUES ('4');\n"
                                + "--changeset m:5 contextFilter:!eu\nINSERT INTO log VALUES ('5');\n"
                                + "--changeset m:6 labels:eu\nINSERT INTO log VALUES ('6');\n"
                                + "--changeset m:7 labels:eu,us\nINSERT INTO log VALUES ('7');\n"
                                + "--changeset m:8 context:\"(prod)\"\nINSERT INTO log VALUES ('8');\n");
        compareChosen(files, contexts, labels);
    }

    /** It leaves out where nothing is named, too. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | ''",
                "test | eu",
                "prod | us",
                "test,prod | @eu",
                "@test | !@eu",
                "a | @!eu",
                "'' | @eu",
                "b | not @eu",
                "x | us or @eu"
            })
    void anAtSignAsksForANameAsLiquibaseAsks(String contexts, String labels) throws Exception {
        List<String> expressions = new ArrayList<>(List.of(
                "@test",
                "@!test",
                "!@test",
                "@not test",
                "!test",
                "@a or b",
                "@a, b",
                "x and (@b or a)",
                "test",
                "!(@test)",
                "@PROD"));
        if (!contexts.isEmpty()) {
            // Where nothing is named Liquibase 4.31 runs these, too, which its manual says it does not.
            expressions.addAll(List.of("a and @b", "(@test)", "@test and @prod", "@ prod"));
        }
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < expressions.size(); i++) {
            text.append(table(i, "context:\"" + expressions.get(i) + "\"", expressions.get(i)));
        }
        text.append(table(20, "labels:eu", "eu"));
        text.append(table(21, "labels:@eu", "@eu"));
        text.append(table(22, "labels:us,@eu", "us, @eu"));
        text.append(table(23, "", "neither"));
        compareChosen(new SourceFiles(directory.resolve("files")).file("a.sql", text.toString()), contexts, labels);
    }

    private static String table(int id, String attributes, String name) {
        return "--changeset m:" + id + " " + attributes + "\nCREATE TABLE \"" + name + "\" (a);\n";
    }

    private void compareChosen(SourceFiles files, String contexts, String labels) throws Exception {
        Sqlite byLiquibase = new Sqlite(directory.resolve("liquibase.db"));
        Sqlite byLedger = new Sqlite(directory.resolve("ledger.db"));
        with(byLiquibase, one -> one.update(new Contexts(contexts), new LabelExpression(labels)));
        byLedger.migrator(files.source().layout("liquibase:contexts=" + contexts + ":labels=" + labels))
                .migrate();

        assertThat(byLedger.contents()).isEqualTo(byLiquibase.contents()).isNotEmpty();
    }

    /** Does something with Liquibase. */
    private interface Doing {
        void with(Liquibase liquibase) throws Exception;
    }

    /** Liquibase 4.31 does not know {@code changesetId} in Turkish, in which that word has another small letter i. */
    private void with(Sqlite database, Doing doing) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ROOT);
        try (Connection connection = DriverManager.getConnection(database.url());
                Liquibase liquibase = new Liquibase(
                        "a.sql",
                        new DirectoryResourceAccessor(directory.resolve("files")),
                        new JdbcConnection(connection))) {
            doing.with(liquibase);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void update(Sqlite database, String file) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url());
                Liquibase liquibase = new Liquibase(
                        file, new DirectoryResourceAccessor(MIGRATIONS), new JdbcConnection(connection))) {
            liquibase.update(new Contexts());
        }
    }
}

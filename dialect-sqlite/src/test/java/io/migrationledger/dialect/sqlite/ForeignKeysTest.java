package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PRAGMA foreign_keys}, which SQLite ignores inside a transaction: what a script says of it counts where it stands. */
class ForeignKeysTest {
    private static final String REBUILD = """
            CREATE TABLE parent_new (id INTEGER PRIMARY KEY, note TEXT);
            INSERT INTO parent_new SELECT id, 'kept' FROM parent;
            DROP TABLE parent;
            ALTER TABLE parent_new RENAME TO parent;
            """;

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void parentAndChild() {
        project = new SqliteProject(directory)
                .script(
                        "0001_tables.sql",
                        "CREATE TABLE parent (id INTEGER PRIMARY KEY);",
                        "CREATE TABLE child (parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);",
                        "CREATE TABLE other (a);",
                        "INSERT INTO other VALUES (1);",
                        "INSERT INTO parent VALUES (1);",
                        "INSERT INTO child VALUES (1);");
        project.migrate();
    }

    private List<String> children() throws Exception {
        return project.query("SELECT parent FROM child");
    }

    @ParameterizedTest
    @CsvSource({"ON, OFF", "1, 0", "yes, no", "'true', 'false'"})
    void contradictingAssignmentsRunAsTheRebuildSays(String on, String off) throws Exception {
        project.script(
                "0002_rebuild.sql",
                "PRAGMA foreign_keys = " + on + ";",
                "CREATE TABLE more (a);",
                "PRAGMA main.foreign_keys(" + off + ");",
                REBUILD,
                "pragma FOREIGN_KEYS = '" + on + "';",
                "CREATE INDEX other_a ON other (a);");
        project.migrate();

        assertThat(children()).containsExactly("1");
        assertThat(project.query("SELECT note FROM parent")).containsExactly("kept");
    }

    @Test
    void aScriptThatNeedsBothIsRefusedByFileAndLine() {
        project.script(
                "0002_rebuild.sql",
                "PRAGMA foreign_keys = ON;",
                "DELETE FROM other;",
                "PRAGMA foreign_keys = OFF;",
                "DROP TABLE parent;");
        LedgerException error = Refusal.refused(ErrorCode.REFUSED_STATEMENT, project::migrate);

        assertThat(error.what()).contains("0002_rebuild.sql:4: DROP TABLE parent");
        assertThat(error.next())
                .contains("off here (line 3)", "on for the statement of line 2", "transaction=none", "two migrations");
        assertThat(project.history()).doesNotContain("STARTED 0002");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE other SET a = 2",
                "REPLACE INTO other VALUES (3)",
                "INSERT OR REPLACE INTO other VALUES (3)",
                "WITH x AS (SELECT 1) DELETE FROM other",
                "PRAGMA legacy_alter_table = ON; ALTER TABLE other RENAME TO others",
                "DROP TABLE IF EXISTS other"
            })
    void whateverForeignKeysCanReachCounts(String statement) {
        project.script(
                "0002_rebuild.sql",
                "PRAGMA foreign_keys = OFF;",
                REBUILD,
                "PRAGMA foreign_keys = ON;",
                statement + ";");
        Refusal.refused(ErrorCode.REFUSED_STATEMENT, project::migrate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE x AS SELECT * FROM other",
                "INSERT INTO child VALUES (1)",
                "INSERT INTO child SELECT replace('21', '2', '')",
                "INSERT OR IGNORE INTO child (parent) VALUES (replace('21', '2', ''))",
                "CREATE TRIGGER t AFTER INSERT ON other BEGIN DELETE FROM child; END",
                "DROP INDEX IF EXISTS x",
                "ALTER TABLE other ADD COLUMN b",
                "ALTER TABLE other RENAME TO others; ALTER TABLE others RENAME TO other",
                "SELECT replace('a', 'b', 'c')",
                "ANALYZE"
            })
    void whateverForeignKeysCannotReachDoesNot(String statement) throws Exception {
        project.script(
                "0002_rebuild.sql",
                statement + ";",
                "PRAGMA foreign_keys = OFF;",
                REBUILD,
                "PRAGMA foreign_keys = ON;",
                statement.replace("ADD COLUMN b", "ADD COLUMN c").replaceFirst("(TABLE|TRIGGER) ([xt]) ", "$1 $2$2 ")
                        + ";");
        project.migrate();
        assertThat(children()).contains("1");
    }

    /** A rename takes the foreign keys along, on or off, unless it is told to be as it was before SQLite 3.26. */
    @ParameterizedTest
    @ValueSource(strings = {"ON", "OFF"})
    void aRenameTakesForeignKeysAlong(String set) throws Exception {
        project.script(
                "0002_rename.sql", "PRAGMA foreign_keys = " + set + ";", "ALTER TABLE parent RENAME TO parents;");
        project.migrate();
        assertThat(project.query("SELECT \"table\" FROM pragma_foreign_key_list('child')"))
                .containsExactly("parents");
    }

    @Test
    void beforeTheFirstAssignmentTheConnectionsOwnSettingCounts() throws Exception {
        project.script("0002_rebuild.sql", "DELETE FROM other;", "PRAGMA foreign_keys = OFF;", REBUILD);
        try (Connection connection = project.connect()) {
            SqliteProject.execute(connection, "PRAGMA foreign_keys = ON");
            Migrator migrator = Migrator.of(connection).source(project.source()).build();
            LedgerException error = Refusal.refused(ErrorCode.REFUSED_STATEMENT, migrator::migrate);
            assertThat(error.what()).contains("0002_rebuild.sql:4");
            assertThat(error.next()).contains("off here (line 2)", "on for the statement of line 1");
        }
        project.migrate(); // where the connection has it off, nothing contradicts
        assertThat(children()).containsExactly("1");
    }

    @Test
    void anInsertThatNeedsForeignKeysOffGetsThemOff() throws Exception {
        project.script(
                "0002_load.sql",
                "PRAGMA foreign_keys = ON;",
                "CREATE TABLE x (a);",
                "PRAGMA foreign_keys = OFF;",
                "INSERT INTO child VALUES (2);",
                "INSERT INTO parent VALUES (2);");
        project.migrate();
        assertThat(children()).containsExactly("1", "2");
    }

    @Test
    void anInsertUnderOnIsCheckedBeforeTheCommit() throws Exception {
        project.script(
                "0002_load.sql",
                "PRAGMA foreign_keys = OFF;",
                REBUILD,
                "PRAGMA foreign_keys = ON;",
                "INSERT INTO child VALUES (99);");
        assertThatThrownBy(project::migrate)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageContaining("foreign_key_check");
        assertThat(children()).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM other", "VACUUM", "PRAGMA journal_mode = WAL"})
    void withTransactionNoneThePragmaTakesEffectWhereItStands(String statement) throws Exception {
        project.script(
                "0002_rebuild.sql",
                "-- ledger: transaction=none",
                "PRAGMA foreign_keys = ON;",
                "INSERT INTO parent VALUES (2);",
                "INSERT INTO child VALUES (2);",
                "DELETE FROM parent WHERE id = 2;", // takes the child with it
                statement + ";",
                "PRAGMA foreign_keys = OFF;",
                REBUILD,
                "PRAGMA foreign_keys = ON;",
                "INSERT INTO parent VALUES (3, '');",
                "INSERT INTO child VALUES (3);",
                "DELETE FROM parent WHERE id = 3;");
        project.migrate();
        assertThat(children()).containsExactly("1");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    /** SQLite takes such a key, and checks no table at all while there is one. */
    @Test
    void aKeyThatRefersToNoKeyDoesNotStopTheRebuildOfAnotherTable() throws Exception {
        project.script(
                        "0002_mismatch.sql",
                        "CREATE TABLE \"by name\" (a INTEGER REFERENCES other (a));",
                        "INSERT INTO \"by name\" VALUES (1);")
                .migrate();
        project.script("0003_rebuild.sql", "PRAGMA foreign_keys = OFF;", REBUILD, "PRAGMA foreign_keys = ON;")
                .migrate();
        assertThat(children()).containsExactly("1");
        project.script("0004_break.sql", "PRAGMA foreign_keys = OFF;", "INSERT INTO child VALUES (99);");
        assertThatThrownBy(project::migrate).hasMessageContaining("1 row(s) of child refer(s) to no row of parent");
        project.script(
                "0004_break.sql",
                "PRAGMA foreign_keys = OFF;",
                "CREATE TABLE more (a REFERENCES other (a));",
                "INSERT INTO more VALUES (1);");
        assertThatThrownBy(project::migrate)
                .hasMessageContaining("foreign key mismatch - \"more\" referencing \"other\"");
        project.script(
                "0004_break.sql",
                "PRAGMA foreign_keys = OFF;",
                "CREATE TABLE other_new (a PRIMARY KEY);",
                "INSERT INTO other_new SELECT a FROM other;",
                "DROP TABLE other;",
                "ALTER TABLE other_new RENAME TO other;",
                "PRAGMA foreign_keys = ON;");
        project.migrate();
        assertThat(project.query("PRAGMA foreign_key_check")).isEmpty();
    }

    @Test
    void withTransactionNoneTheCheckIsMadeWhenForeignKeysAreOnAgain() throws Exception {
        project.script(
                "0002_break.sql",
                "-- ledger: transaction=none",
                "PRAGMA foreign_keys = OFF;",
                "DELETE FROM parent;",
                "PRAGMA foreign_keys = ON;");
        LedgerException error = Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        assertThat(error.what()).contains("0002_break.sql:4", "foreign_key_check");
    }

    private static final String[] BREAKING = {
        "-- ledger: transaction=none",
        "PRAGMA foreign_keys = OFF;",
        "DELETE FROM parent;",
        "PRAGMA foreign_keys = ON;",
        "INSERT INTO other VALUES (2);"
    };

    /** What the migration broke itself is not taken for what was so before, however often it is run again. */
    @Test
    void aCheckThatFailedFailsAgainUntilTheRowsAreMended() throws Exception {
        project.script("0002_break.sql", BREAKING);
        for (int run = 1; run <= 3; run++) {
            LedgerException error = Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
            assertThat(error.what())
                    .as("run %d", run)
                    .contains("0002_break.sql:4", "foreign_key_check: 1 row(s) of child refer(s) to no row of parent");
            assertThat(error.next()).contains("delete these rows", "goes on at statement 3");
        }
        project.execute("DELETE FROM child");
        project.migrate();
        assertThat(project.query("SELECT a FROM other")).containsExactly("1", "2");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @Test
    void aRunThatWasCutOffWhereForeignKeysAreOffIsCheckedAllTheSame() throws Exception {
        project.script("0002_break.sql", BREAKING);
        try (Connection connection = project.connect()) {
            RefusedCalls calls = new RefusedCalls();
            calls.before(
                    "PRAGMA foreign_keys = ON", () -> assertThatNoException().isThrownBy(connection::close));
            Migrator migrator =
                    Migrator.of(calls.on(connection)).source(project.source()).build();
            assertThatThrownBy(migrator::migrate).isInstanceOf(LedgerException.class);
        }
        assertThat(project.history()).endsWith("STEP 0002");
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("0002_break.sql:4", "foreign_key_check");
    }

    /** Nobody knows any more which rows were so before: a person says so. */
    @Test
    void rowsThatWereSoBeforeStayOnAPersonsWordOnceTheRunWasBrokenOff() throws Exception {
        project.execute("INSERT INTO child VALUES (99)");
        String[] script = {
            "-- ledger: transaction=none",
            "PRAGMA foreign_keys = OFF;",
            "INSERT INTO other VALUES (2);",
            "BROKEN;",
            "PRAGMA foreign_keys = ON;",
            "STILL BROKEN;",
            "INSERT INTO other VALUES (3);"
        };
        project.script("0002_x.sql", script);
        Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        script[3] = "SELECT 1;";
        project.script("0002_x.sql", script);
        LedgerException error = Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        assertThat(error.what()).contains("what was so before is not known");
        assertThat(error.next()).contains("was so before the migration", "resolve this statement as applied");

        project.resolve("0002", true, 4);
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .as("it is not checked again")
                .contains("0002_x.sql:6");
        script[5] = "SELECT 2;";
        project.script("0002_x.sql", script).migrate();
        assertThat(project.query("SELECT a FROM other")).containsExactly("1", "2", "3");
        assertThat(children()).containsExactly("1", "99");
    }

    /** The check was made where foreign keys were on again; a run that goes on behind that does not make it anew. */
    @Test
    void aCheckThatWasPassedIsNotMadeAgain() throws Exception {
        project.execute("INSERT INTO child VALUES (99)");
        String[] script = {
            "-- ledger: transaction=none",
            "PRAGMA foreign_keys = OFF;",
            "INSERT INTO other VALUES (2);",
            "PRAGMA foreign_keys = ON;",
            "INSERT INTO other VALUES (3);",
            "BROKEN;"
        };
        project.script("0002_x.sql", script);
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("BROKEN");
        script[5] = "INSERT INTO other VALUES (4);";
        project.script("0002_x.sql", script).migrate();
        assertThat(project.query("SELECT a FROM other")).containsExactly("1", "2", "3", "4");
    }

    @Test
    void aRunThatResumesHasForeignKeysAsTheyWereThere() throws Exception {
        String[] script = {
            "-- ledger: transaction=none",
            "PRAGMA foreign_keys = ON;",
            "DELETE FROM other;",
            "BROKEN;",
            "DELETE FROM parent;"
        };
        project.script("0002_cascade.sql", script);
        Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        script[3] = "SELECT 1;";
        project.script("0002_cascade.sql", script).migrate();

        assertThat(children()).as("deleted by cascade").isEmpty();
        assertThat(project.history()).endsWith("APPLIED 0002");
    }

    @Test
    void downAndRepeatableScriptsAreReadInTheSameWay() throws Exception {
        String[] contradiction = {
            "PRAGMA foreign_keys = ON;", "DELETE FROM other;", "PRAGMA foreign_keys = OFF;", "DROP TABLE parent;"
        };
        project.script("R__bad.sql", contradiction);
        assertThat(Refusal.refused(ErrorCode.REFUSED_STATEMENT, project::migrate)
                        .what())
                .contains("R__bad.sql:4");
        project.delete("R__bad.sql")
                .script("0002_x.sql", "CREATE TABLE x (a);")
                .script("0002_x.down.sql", contradiction);
        assertThat(Refusal.refused(ErrorCode.REFUSED_STATEMENT, project::migrate)
                        .what())
                .as("both directions are read before anything runs")
                .contains("0002_x.down.sql:4");
        project.script(
                "0002_x.down.sql",
                "DROP TABLE x;",
                "PRAGMA foreign_keys = ON;",
                "PRAGMA foreign_keys = OFF;",
                REBUILD,
                "PRAGMA foreign_keys = ON;");
        project.migrate();
        project.migrator().rollback(RollbackOptions.steps(1));
        assertThat(children()).containsExactly("1");
    }

    /** The pragma says nothing of the other keys of such a table. */
    @Test
    void theOtherKeysOfATableWithAKeyThatRefersToNoKeyAreCheckedAllTheSame() throws Exception {
        project.script(
                        "0002_x.sql",
                        "CREATE TABLE nokey (a);",
                        "CREATE TABLE x (p REFERENCES parent, a REFERENCES nokey(a), b REFERENCES nokey(b));",
                        "INSERT INTO x VALUES (1, NULL, NULL);")
                .migrate();
        project.script("0003_y.sql", "PRAGMA foreign_keys = OFF;", "INSERT INTO x VALUES (99, NULL, NULL);");
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("1 row(s) of x refer(s) to no row of parent");

        project.script("0003_y.sql", "PRAGMA foreign_keys = OFF;", "INSERT INTO x VALUES (NULL, 5, NULL);");
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("1 row(s) of x refer(s) to no row of nokey");

        project.script(
                        "0003_y.sql",
                        "PRAGMA foreign_keys = OFF;",
                        "INSERT INTO nokey VALUES (5);",
                        "INSERT INTO x VALUES (1, 5, NULL);")
                .migrate();
    }

    /** Rows that were so before are no matter of the migration that lets SQLite see them. */
    @Test
    void aKeyIsRepairedAlthoughThereAreRowsWithoutAParent() throws Exception {
        project.script(
                        "0002_x.sql",
                        "CREATE TABLE nokey (a);",
                        "CREATE TABLE x (a REFERENCES nokey(a));",
                        "INSERT INTO x VALUES (5);")
                .migrate();
        project.script("0003_key.sql", "PRAGMA foreign_keys = OFF;", "CREATE UNIQUE INDEX key ON nokey (a);")
                .migrate();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    private void customersAndOrders() {
        project.script(
                        "0002_orders.sql",
                        "CREATE TABLE customers (id INTEGER PRIMARY KEY, inactive INT);",
                        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INT REFERENCES customers);",
                        "INSERT INTO customers VALUES (1, 0), (5, 1);",
                        "INSERT INTO orders VALUES (10, 99), (11, 5), (12, 1);")
                .migrate();
    }

    /** As many as before are not the same as before. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-- ledger: transaction=none\n"})
    void newRowsWithoutAParentInThePlaceOfOldOnesAreTheMigrations(String head) throws Exception {
        customersAndOrders();
        project.script(
                "0003_clean.sql",
                head + "PRAGMA foreign_keys=OFF;",
                "DELETE FROM orders WHERE customer_id NOT IN (SELECT id FROM customers);",
                "DELETE FROM customers WHERE inactive;",
                "PRAGMA foreign_keys=ON;");
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains(
                        "foreign_key_check: 1 row(s) of orders refer(s) to no row of customers, which the migration left");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the manual's way, with other types, case and rowids
                "CREATE TABLE new (customer_id TEXT REFERENCES Customers (ID), note TEXT);"
                        + "INSERT INTO new SELECT customer_id, 'kept' FROM orders ORDER BY id DESC;"
                        + "DROP TABLE orders; ALTER TABLE new RENAME TO Orders;",
                // the other way round
                "ALTER TABLE orders RENAME TO old; CREATE TABLE orders (id, customer_id INT REFERENCES customers);"
                        + "INSERT INTO orders SELECT * FROM old; DROP TABLE old;",
                "ALTER TABLE orders RENAME TO sales;",
                "ALTER TABLE Main.\"ORDERS\" RENAME TO 'sales';",
                "ALTER TABLE customers RENAME TO buyers; ALTER TABLE orders RENAME TO sales;",
                "ALTER TABLE orders RENAME TO a; ALTER TABLE a RENAME TO b; ALTER TABLE orders2 RENAME TO orders;",
                "ALTER TABLE orders RENAME COLUMN customer_id TO buyer;",
                "UPDATE orders SET customer_id = NULL WHERE id = 10;",
                "DROP TABLE orders;"
            })
    void rowsThatWereWithoutAParentBeforeStayWhereverTheyGo(String statements) throws Exception {
        customersAndOrders();
        project.script(
                        "0003_change.sql",
                        "PRAGMA foreign_keys=OFF;",
                        "CREATE TABLE orders2 (id);",
                        statements,
                        "PRAGMA foreign_keys=ON;")
                .migrate();
        project.script(
                        "0004_none.sql",
                        "-- ledger: transaction=none",
                        "CREATE TABLE others (parent REFERENCES parent);",
                        "INSERT INTO others VALUES (99);",
                        "PRAGMA foreign_keys=OFF;",
                        "ALTER TABLE others RENAME TO them;",
                        "PRAGMA foreign_keys=ON;")
                .migrate();
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE orders SET customer_id = 98 WHERE id = 10;",
                "INSERT INTO orders VALUES (13, 99);",
                "ALTER TABLE orders RENAME TO sales; UPDATE sales SET customer_id = 98 WHERE id = 10;",
                "ALTER TABLE orders RENAME TO sales; CREATE TABLE orders (c REFERENCES customers);"
                        + "INSERT INTO orders VALUES (99);",
                "ALTER TABLE customers RENAME TO buyers; DELETE FROM orders WHERE id = 10; DELETE FROM buyers WHERE id = 1;",
                "DELETE FROM orders WHERE id = 10; CREATE TABLE sales (c REFERENCES customers); INSERT INTO sales VALUES (99);",
                "PRAGMA legacy_alter_table=ON; ALTER TABLE customers RENAME TO buyers;"
            })
    void newRowsWithoutAParentCountWhateverIsRenamed(String statements) {
        customersAndOrders();
        project.script("0003_change.sql", "PRAGMA foreign_keys=OFF;", statements, "PRAGMA foreign_keys=ON;");
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("refer(s) to no row of", "which the migration left");
    }

    /** What the pragma compares, and what the ledger's own query does. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "k TEXT PRIMARY KEY; INT; '01'; 1; 2",
                "k PRIMARY KEY; TEXT; 1; 1; 2",
                "k INT PRIMARY KEY; TEXT; 1; 5; 6",
                "k TEXT COLLATE NOCASE PRIMARY KEY; TEXT; 'a'; 'b'; 'c'",
                "k INT PRIMARY KEY, g AS (k) UNIQUE; INT; 1; 5; 6"
            })
    void valuesAreComparedAsSqliteComparesThem(String key, String type, String parent, String old, String broken)
            throws Exception {
        project.script(
                        "0002_x.sql",
                        "CREATE TABLE p (" + key + ");",
                        "CREATE TABLE c (r " + type + " REFERENCES p (" + (key.contains(" g ") ? "g" : "k") + "),"
                                + " s REFERENCES p (k), PRIMARY KEY (r, s)) WITHOUT ROWID;",
                        "INSERT INTO p (k) VALUES (" + parent + ");",
                        "INSERT INTO c VALUES (" + old + ", " + parent + ");")
                .migrate();
        assertThat(project.query("SELECT count(*) FROM pragma_foreign_key_check"))
                .containsExactly("1");
        project.script("0003_same.sql", "PRAGMA foreign_keys=OFF;", "UPDATE c SET r = r;")
                .migrate();
        project.script("0004_new.sql", "PRAGMA foreign_keys=OFF;", "UPDATE c SET r = " + broken + ";");
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("1 row(s) of c refer(s) to no row of p");
    }

    @Test
    void valuesThatAreOneByTheirCollationAreTwo() throws Exception {
        project.script(
                        "0002_x.sql",
                        "CREATE TABLE p (k TEXT PRIMARY KEY);",
                        "CREATE TABLE c (r TEXT COLLATE NOCASE REFERENCES p);",
                        "INSERT INTO c VALUES ('x'), ('X');")
                .migrate();
        project.script(
                        "0003_order.sql",
                        "PRAGMA foreign_keys=OFF;",
                        "CREATE TABLE new (r TEXT COLLATE NOCASE REFERENCES p);",
                        "INSERT INTO new SELECT r FROM c ORDER BY rowid DESC;",
                        "DROP TABLE c;",
                        "ALTER TABLE new RENAME TO c;")
                .migrate();
        project.script("0004_new.sql", "PRAGMA foreign_keys=OFF;", "UPDATE c SET r = 'x';");
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("1 row(s) of c refer(s) to no row of p");
    }

    /** A table that SQLite cannot check does not make room for another one. */
    @Test
    void aKeyThatRefersToNoKeyInThePlaceOfAnotherOneIsTheMigrations() {
        project.script("0002_x.sql", "CREATE TABLE x (a REFERENCES other (a));").migrate();
        project.script(
                "0003_y.sql",
                "PRAGMA foreign_keys=OFF;",
                "DROP TABLE x;",
                "CREATE TABLE y (a REFERENCES other (a));",
                "PRAGMA foreign_keys=ON;");
        assertThat(Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate).what())
                .contains("foreign key mismatch - \"y\" referencing \"other\"");
        project.script(
                        "0003_y.sql",
                        "PRAGMA foreign_keys=OFF;",
                        "ALTER TABLE x RENAME TO y;",
                        "ALTER TABLE other RENAME TO others;",
                        "PRAGMA foreign_keys=ON;")
                .migrate();
    }

    @Test
    void deferringForeignKeysAndEndingThatDoesNotForgetWhatWasViolated() throws Exception {
        project.script(
                "0002_defer.sql",
                "PRAGMA foreign_keys = ON;",
                "PRAGMA defer_foreign_keys = ON;",
                "INSERT INTO child VALUES (99);",
                "PRAGMA defer_foreign_keys = OFF;");
        LedgerException error = Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);

        assertThat(error.what()).contains("FOREIGN KEY constraint failed");
        assertThat(children()).containsExactly("1");
        assertThat(project.history()).endsWith("STARTED 0002", "FAILED/ERROR 0002");
        assertThat(project.ledger().verify().isIntact()).isTrue();

        project.script(
                        "0002_defer.sql",
                        "PRAGMA foreign_keys = ON;",
                        "PRAGMA defer_foreign_keys = ON;",
                        "INSERT INTO child VALUES (99);",
                        "PRAGMA defer_foreign_keys = OFF;",
                        "INSERT INTO parent VALUES (99);")
                .migrate();
        assertThat(children()).containsExactly("1", "99");
    }

    @Test
    void aCommitThatFailsIsAFailureAndTheNextRunGoesOn() throws Exception {
        project.script(
                        "0002_defer.sql",
                        "PRAGMA foreign_keys = ON;",
                        "PRAGMA defer_foreign_keys = ON;",
                        "INSERT INTO child VALUES (99);")
                .script("0003_c.sql", "CREATE TABLE c (a);");
        Refusal.refused(ErrorCode.STATEMENT_FAILED, project::migrate);
        assertThat(project.ledger().verify().isIntact()).isTrue();
        project.script("0002_defer.sql", "INSERT INTO other VALUES (2);");

        assertThat(project.migrate()).containsExactly("0002", "0003");
        assertThat(project.ledger().verify().isIntact()).isTrue();
    }
}

package io.migrationledger.conformance.rules;

import static io.migrationledger.conformance.run.ConformanceKit.scripts;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.conformance.report.Causes;
import io.migrationledger.conformance.report.NotApplicable;
import io.migrationledger.conformance.report.Rule;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.sql.SqlSplitter;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Chapter 8: splitting. */
public interface SplittingRules extends Chapter {

    @Test
    @Rule(
            id = "ML-8.1",
            says = "Semicolons in strings, quoted names and comments MUST NOT end a statement.",
            intent = "Half a statement is another statement.",
            check = "the features of the SqlSyntax that syntax() returns")
    default void semicolonsInsideAreKept() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.migrate(scripts(
                    "0001_kit.sql", kit.fixture().createTable("kit"), "0002_rows.sql", """
                    INSERT INTO kit (id, note) VALUES (1, 'a;b''c;'); -- one; two
                    /* three; four */ INSERT INTO kit (id, note) VALUES (2, 'd;e');
                    SELECT id AS %1$sx;y%1$s FROM kit;
                    """.formatted(kit.quote())));
            assertThat(kit.number("SELECT COUNT(*) FROM kit WHERE note = 'a;b''c;' OR note = 'd;e'"))
                    .isEqualTo(2);
        }
    }

    @Test
    @Rule(
            id = "ML-8.2",
            says = "Statements of the database that hold semicolons MUST come out whole.",
            intent = "Triggers and routines are migrations, too.",
            check = "the bodies of the SqlSyntax; the fixture's oddStatements")
    default void oddStatementsComeOutWhole() throws Exception {
        try (ConformanceKit kit = kit();
                DialectSession session = kit.session()) {
            List<String> odd = new ArrayList<>(fixture().oddStatements());
            if (odd.isEmpty()) {
                throw new NotApplicable("the fixture names no statement that holds semicolons");
            }
            odd.add("SELECT 1");
            String script = String.join(";\n", odd) + ";\n";
            List<String> split = new ArrayList<>();
            new SqlSplitter(new StringReader(script), session.syntax(), "odd.sql", 1)
                    .forEachRemaining(statement -> split.add(statement.text()));
            assertThat(split).isEqualTo(odd);
        }
    }

    @Test
    @Rule(
            id = "ML-8.3",
            says =
                    "A script that ends inside a string MUST be refused before anything runs, with the line it opened in.",
            intent = "The rest of a file must not vanish in a quote.",
            check = "syntax(); nothing runs before all pending scripts are read")
    default void openStringIsRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            LedgerException error = kit.fail(scripts(
                    "0001_kit.sql",
                    kit.fixture().createTable("kit"),
                    "0002_open.sql",
                    "-- a comment\nINSERT INTO kit (id, note) VALUES (1, 'never closed);\n"));
            assertThat(error.code()).as("%s", Causes.shown(error)).isEqualTo(ErrorCode.BAD_SYNTAX);
            assertThat(error.what()).contains("0002_open.sql:2");
            assertThat(kit.tableExists("kit")).isFalse();
        }
    }

    @Test
    @Rule(
            id = "ML-8.4",
            says = "execute MUST hand the statement to the database as it stands.",
            intent =
                    "JDBC drivers translate escapes, count question marks and cut at semicolons, inside of strings, too.",
            check = "Statement.execute without batches or multi-statements; escape processing off")
    default void specialCharactersReachTheDatabase() throws Exception {
        try (ConformanceKit kit = kit()) {
            kit.migrate(scripts(
                    "0001_kit.sql",
                    kit.fixture().createTable("kit"),
                    "0002_rows.sql",
                    "INSERT INTO kit (id, note) VALUES (1, 'a ? b; :c {d} {fn now()} $1 %s');\nSELECT * FROM kit;\n"));
            assertThat(kit.number("SELECT COUNT(*) FROM kit WHERE note = 'a ? b; :c {d} {fn now()} $1 %s'"))
                    .isEqualTo(1);
        }
    }

    @Test
    @Rule(
            id = "ML-8.5",
            says = "Names, text and comments that hold the words of refused statements MUST NOT be refused.",
            intent = "A column may be called temp, and a note may say COMMIT.",
            check = "classify reads tokens at their place: no search for a word anywhere in the statement")
    default void ordinaryNamesAreNotRefused() throws Exception {
        try (ConformanceKit kit = kit()) {
            String quote = kit.quote();
            kit.migrate(scripts(
                    "0001_temp.sql",
                    "CREATE TABLE kit_temp (id INTEGER NOT NULL PRIMARY KEY, temp INTEGER, note VARCHAR(40))",
                    "0002_names.sql",
                    """
                    CREATE TABLE temp (id INTEGER NOT NULL PRIMARY KEY, temp INTEGER);
                    CREATE VIEW kit_view AS SELECT temp.id AS temp FROM kit_temp AS temp;
                    INSERT INTO kit_temp (id, temp, note) VALUES (1, 2, 'COMMIT'); /* ROLLBACK; */
                    INSERT INTO kit_temp /* BEGIN */ (id, temp, note) SELECT temp.id + 1, temp, 'SET x = 1' FROM kit_temp AS temp;
                    CREATE TABLE %1$stemporary%1$s (%1$scommit%1$s INTEGER, %1$suse%1$s INTEGER, %1$slock%1$s INTEGER);
                    INSERT INTO %1$stemporary%1$s (%1$scommit%1$s, %1$suse%1$s, %1$slock%1$s) VALUES (1, 2, 3);
                    UPDATE %1$stemporary%1$s SET %1$suse%1$s = 4 WHERE %1$scommit%1$s = 1;
                    """.formatted(quote)));
            assertThat(kit.number("SELECT COUNT(*) FROM kit_view")).isEqualTo(2);
            assertThat(kit.number("SELECT " + quote + "use" + quote + " FROM " + quote + "temporary" + quote))
                    .isEqualTo(4);
        }
    }

    @Test
    @Rule(
            id = "ML-8.6",
            says =
                    "The APPLIED event of a script MUST name what its statements create, alter, fill and drop, each by the name "
                            + "that the database keeps.",
            intent = "History reads as a changelog, and is searched by the name of a table.",
            check = "touched() folds names without quotes as the database does")
    default void whatIsTouchedIsNamed() throws Exception {
        try (ConformanceKit kit = kit()) {
            String create = kit.fixture().createTable("kit");
            kit.migrate(scripts(
                    "0001_kit.sql",
                    create
                            + ";\nALTER TABLE kit ADD COLUMN extra INTEGER;\nINSERT INTO kit (id, note) VALUES (1, 'DROP TABLE x');\n"
                            + "UPDATE kit SET note = 'b' WHERE id = 1;\n",
                    "0002_gone.sql",
                    kit.fixture().createTable("gone") + ";\nDROP TABLE gone;\n"));
            String name = kit.keptName("kit");
            List<String> touched = new ArrayList<>();
            for (LedgerEvent event : kit.events()) {
                if (event instanceof LedgerEvent.Applied applied) {
                    applied.touched().objects().forEach(object -> touched.add(object.kind() + " " + object));
                }
            }
            String gone = name.equals("KIT") ? "GONE" : "gone";
            assertThat(touched)
                    .containsExactly(
                            "table created " + name,
                            "table altered " + name,
                            "table filled " + name,
                            "table created " + gone,
                            "table dropped " + gone);
        }
    }
}

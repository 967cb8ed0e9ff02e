package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor asks of a history, by the command. */
class HistoryViewsTest {
    @TempDir
    Path directory;

    private Workplace at;

    /** One that fails and is mended, one that is declared, one that runs again. */
    @BeforeEach
    void history() {
        at = new Workplace(directory)
                .shop()
                .migration("0003_orders.sql", "CREATE TABLE orders (id INTEGER);\nINSERT INTO nowhere VALUES (1);\n")
                .migration("R__view.sql", "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 1 AS a;\n");
        assertThat(at.run("migrate").code()).isEqualTo(1);
        at.migration("0003_orders.sql", "CREATE TABLE orders (id INTEGER);\n");
        assertThat(at.run("migrate").code()).isZero();
        at.migration("R__view.sql", "DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 2 AS a;\n");
        assertThat(at.run("migrate").code()).isZero();
        at.migration("0004_hand.sql", "SELECT 1;\n");
        assertThat(at.run("baseline", "0004", "--reason", "=made by hand, see ticket 7")
                        .code())
                .isZero();
    }

    private String out(String... args) {
        Workplace.Result result = at.run(args);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        return result.out();
    }

    /** Replaces what differs from run to run. */
    private static String plain(String text) {
        return text.replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9:]{8}(\\.[0-9]{6}Z)?", "TIME")
                .replaceAll("[0-9.]+ (µs|ms|s)\\b", "TOOK")
                .replaceAll("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "RUN")
                .replaceAll("\\b[0-9a-f]{64}\\b", "HASH")
                .replaceAll("(?m),,[^,\n]+,[^,\n]+,ledger,TIME,[0-9.]+,", ",,OS,HOST,ledger,TIME,TOOK,")
                .replaceAll("by \\S+@\\S+\\.\n", "by WHO.\n")
                .replaceAll(" +", " ");
    }

    /** AU-1. */
    @Test
    void attemptsAtOneMigration() {
        assertThat(plain(out("history", "--migration", "3", "--attempts"))).isEqualTo("""
                # BEGAN (UTC) END ID BATCH TOOK WHAT
                5 TIME failed 0003 1 TOOK 0 of 2 statements
                7 TIME applied 0003 2 TOOK 1 statement
                #5 DIR/migrations/0003_orders.sql:2: no such table: nowhere
                2 attempts, all by WHO.
                """);
        assertThat(out("history", "--attempts", "--event", "failed")).contains("1 attempt");
        assertThat(out("history", "--attempts", "--limit", "1")).contains("R__view");
        assertThat(out("history", "--attempts", "--person", "nobody at all")).isEqualTo("No attempt is like that.\n");
    }

    /** AU-1. */
    @Test
    void durations() {
        String text = out("history", "--durations");
        assertThat(text.lines().filter(line -> line.startsWith("R__view")))
                .hasSize(1)
                .allMatch(line -> line.matches("R__view +2 .*"));
        assertThat(text).contains("4 lines; slower: the last run took more than twice as long as the first.");
        assertThat(out("history", "--durations", "--migration", "0004")).isEqualTo("No run is like that.\n");
    }

    /** AU-1. */
    @Test
    void whatIsDeclaredOfTheDatabaseItselfIsDeclaredToo() {
        out("environment", "production", "--reason", "the shop is live");
        out("drift", "--accept", "--reason", "index made by hand");

        assertThat(out("history", "--declared"))
                .contains("this is production (the shop is live)", "(index made by hand)")
                .contains("3 of 15 events");
    }

    /** AU-1. */
    @Test
    void filtersCombine() {
        assertThat(out("history", "--declared"))
                .contains("(=made by hand, see ticket 7)")
                .contains("1 of 13 events");
        assertThat(out("history", "--origin", "baselined", "--event", "applied", "--since", "1h"))
                .contains("1 of 13 events");
        assertThat(out("history", "--declared", "--event", "failed")).isEqualTo("None of 13 events is like that.\n");
        assertThat(out("history", "--batch", "2", "--application", "ledger", "--actor", "ledger"))
                .contains("4 of 13 events");
        String run = at.query("SELECT run_id FROM migration_ledger WHERE sequence = 1");
        assertThat(out("history", "--run", run.substring(0, 13), "--verbose")).contains("6 of 13 events");
        assertThat(out("history", "--until", "2020-01-01")).isEqualTo("None of 13 events is like that.\n");
        assertThat(out("history", "--until", "1h")).isEqualTo("None of 13 events is like that.\n");
        assertThat(out("history", "--host", "no such host")).isEqualTo("None of 13 events is like that.\n");
        assertThat(at.run("history", "--until", "never").err()).startsWith("ML-1002  --until never is not a time");
        assertThat(at.run("history", "--origin", "x").err())
                .startsWith("ML-1002  --origin x is not an origin")
                .contains("Write executed, baselined,");
        assertThat(at.run("history", "--attempts", "--durations").code()).isEqualTo(2);
    }

    /** AU-2. A golden file: quotes, commas and line feeds as RFC 4180 has them; a formula is none. */
    @Test
    void commaSeparatedValues() {
        String text = out("history", "--format", "csv", "--event", "applied", "--batch", "4");
        assertThat(text).endsWith("\r\n").contains("'=made by hand");
        assertThat(plain(text).replace("\r\n", "\n")).isEqualTo("""
                sequence,event,origin,namespace,migration,direction,checksum,done,batch,run_id,database_user,os_user,host,\
                application,recorded_at,elapsed_ms,description,reason,error,detail,previous_hash,hash
                13,APPLIED,BASELINED,main,0004,UP,HASH,0,4,RUN,,OS,HOST,ledger,TIME,TOOK,hand,"'=made by hand, see ticket 7",,\
                "{""description"":""hand"",""reason"":""=made by hand, see ticket 7""}",HASH,HASH
                """);
        assertThat(plain(out("history", "--format", "csv", "--attempts", "--migration", "3"))
                        .replace("\r\n", "\n"))
                .isEqualTo("""
                        started,last,namespace,migration,direction,end,origin,done,statements,batch,database_user,os_user,host,\
                        application,started_at,elapsed_ms,description,error
                        5,6,main,0003,UP,FAILED,ERROR,0,2,1,,OS,HOST,ledger,TIME,TOOK,orders,\
                        DIR/migrations/0003_orders.sql:2: no such table: nowhere
                        7,8,main,0003,UP,APPLIED,EXECUTED,1,1,2,,OS,HOST,ledger,TIME,TOOK,orders,
                        """);
        assertThat(out("history", "--format", "csv", "--durations")).startsWith("namespace,migration,direction,");
        assertThat(at.run("status", "--format", "csv").err()).startsWith("ML-1002  --format csv is not known");
    }

    /** AU-2. */
    @Test
    void whateverASpreadsheetWouldRunIsText() {
        for (String reason : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1")) {
            at.run("accept", "0001", "--reason", "x");
            at.migration(
                    "0001_create_users.sql",
                    "CREATE TABLE users (id INTEGER, name TEXT); -- " + reason.hashCode() + "\n");
            assertThat(at.run("accept", "0001", "--reason", reason).code()).isZero();
        }
        List<String> cells = List.of(
                out("history", "--format", "csv", "--origin", "accepted").split(",", -1));
        assertThat(cells).noneMatch(cell -> cell.matches("(?s)\"?[=+@\\t\\r-].*"));
        assertThat(cells).anyMatch(cell -> cell.contains("'=1+1")).anyMatch(cell -> cell.contains("'@SUM"));
    }
}

package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationledger.Ledger;
import io.migrationledger.conformance.crash.CrashBudget;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.MigrationStatus;
import io.migrationledger.testdb.JdbcClient;
import io.migrationledger.testdb.TestDatabase;
import io.migrationledger.testdb.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * KS-11. A push that did not end on a database whose changes of the schema commit by themselves: running it again finishes the
 * job, whatever is declared by then, and each statement takes effect once.
 */
class PushAgainTest {
    private static final String BEFORE = """
            CREATE TABLE people (id int PRIMARY KEY, mail varchar(80));
            CREATE TABLE gone (at datetime, why text);
            """;

    /** A trigger is made under a mode of its own, and the next one under the usual one: the session is changed, and back. */
    private static final String AFTER = """
            CREATE TABLE people (id int PRIMARY KEY, mail varchar(80), born date);
            CREATE TABLE pets (id int PRIMARY KEY, owner int, CONSTRAINT of_owner FOREIGN KEY (owner) REFERENCES people (id));
            CREATE VIEW adults AS SELECT id FROM people;
            SET SESSION sql_mode = 'ANSI_QUOTES,STRICT_TRANS_TABLES';
            CREATE TRIGGER lower_mail BEFORE INSERT ON people FOR EACH ROW SET NEW."mail" = lower(NEW.mail);
            SET SESSION sql_mode = DEFAULT;
            CREATE TRIGGER no_owner BEFORE INSERT ON pets FOR EACH ROW SET NEW.owner = NULLIF(NEW.owner, 0);
            CREATE FUNCTION twice(x int) RETURNS int DETERMINISTIC RETURN 2 * x;
            """;

    /** A value that is added to an enum has to be committed before it is used: statement by statement, here too. */
    private static final String POSTGRES_BEFORE = """
            CREATE TYPE mood AS ENUM ('happy', 'sad');
            CREATE TABLE people (id int PRIMARY KEY, mail varchar(80), mood mood NOT NULL DEFAULT 'sad');
            CREATE TABLE gone (at date, why text);
            """;

    private static final String POSTGRES_AFTER = """
            CREATE TYPE mood AS ENUM ('happy', 'so so', 'sad');
            CREATE TABLE people (id int PRIMARY KEY, mail varchar(80), mood mood NOT NULL DEFAULT 'so so', born date);
            CREATE UNIQUE INDEX by_mail ON people (lower(mail));
            CREATE TABLE pets (id int PRIMARY KEY, owner int REFERENCES people);
            CREATE VIEW adults AS SELECT id FROM people;
            CREATE FUNCTION twice(x int) RETURNS int LANGUAGE sql AS 'SELECT 2 * x';
            """;

    private static final String[] PUSH = {"push", "--to", "wanted.sql", "--allow-loss", "--yes"};

    private static final Pattern WRITES = Pattern.compile("(?is)(INSERT|CREATE|ALTER|DROP|commit)\\b.*");

    @TempDir
    Path directory;

    private int places;

    static Stream<Arguments> servers() {
        return Stream.of(
                Arguments.of(TestServers.MARIADB, JdbcClient.MARIADB),
                Arguments.of(TestServers.MYSQL_8_0_12, JdbcClient.CONNECTOR_J));
    }

    static Stream<Arguments> engines() {
        return Stream.of(
                Arguments.of(TestServers.MARIADB, JdbcClient.MARIADB, BEFORE, AFTER),
                Arguments.of(TestServers.MYSQL_8_0_12, JdbcClient.CONNECTOR_J, BEFORE, AFTER),
                Arguments.of(TestServers.POSTGRES, JdbcClient.POSTGRESQL, POSTGRES_BEFORE, POSTGRES_AFTER));
    }

    private static boolean writes(String call) {
        return WRITES.matcher(call).matches();
    }

    /** Cut behind each call that writes, and once more in the push that goes on; the third one finishes it. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("engines")
    void theNextPushFinishesItWhereverItWasCut(TestServers server, JdbcClient client, String before, String after)
            throws Exception {
        List<String> effects;
        String dump;
        int calls;
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client, before, after);
            try (CuttingDriver.Cut counted = CuttingDriver.at(Moment.AFTER, 0, PushAgainTest::writes)) {
                Workplace.Result whole = run(at, PUSH);
                assertThat(whole.code()).as(whole.err()).isZero();
                calls = counted.met();
            }
            effects = effects(database, client);
            dump = run(at, "dump").out();
        }
        assertThat(effects).hasSizeGreaterThan(5);
        assertThat(calls).isGreaterThan(effects.size());
        Random random = new Random(CrashBudget.seed());
        int finished = 0;
        int tried = 0;
        // Every third call is a sample that the seed chooses.
        int step = CrashBudget.exhaustive() ? 1 : 3;
        for (int first = 1 + random.nextInt(step); first <= calls; first += step) {
            boolean more = true;
            for (int second = 1; more; second++) {
                int then = CrashBudget.exhaustive() ? second : 1 + random.nextInt(calls - first + 1);
                String context = "cut behind writing call " + first + " of " + calls + ", and then behind " + then
                        + " (" + CrashBudget.SEED_PROPERTY + CrashBudget.seed() + ")";
                try (TestDatabase database = server.get().newDatabase()) {
                    Workplace at = begun(database, client, before, after);
                    assertThat(cut(at, Moment.AFTER, first, PushAgainTest::writes))
                            .as(context)
                            .isTrue();
                    more = cut(at, Moment.AFTER, then, PushAgainTest::writes);
                    Workplace.Result last = run(at, PUSH);
                    assertThat(last.code()).as(context + "\n" + last).isZero();
                    assertThat(run(at, "dump").out()).as(context).isEqualTo(dump);
                    assertThat(run(at, PUSH).out()).as(context).isEqualTo("The schema is what wanted.sql declares.\n");
                    assertThat(effects(database, client)).as(context).containsExactlyInAnyOrderElementsOf(effects);
                    assertThat(run(at, "verify").code()).as(context).isZero();
                    assertThat(run(at, "migrate").code()).as(context).isZero();
                    finished += last.out().contains("went on after statement") ? 1 : 0;
                    tried++;
                }
                more &= CrashBudget.exhaustive();
            }
        }
        System.out.println(server + ": a push of " + effects.size() + " statements was cut " + tried
                + " times and again; " + finished + " went on behind statements in effect");
        assertThat(finished).isPositive();
    }

    /** The same command again, though what it calls by the old name may have the new one. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void renamesThatAreDoneAreNotDoneAgain(TestServers server, JdbcClient client) throws Exception {
        String[] push = {
            "push", "--to", "wanted.sql", "--yes", "--rename", "people:persons", "--rename", "people.mail:email"
        };
        String persons =
                "CREATE TABLE persons (id int PRIMARY KEY, email varchar(80));\nCREATE TABLE gone (at datetime, why"
                        + " text);\nCREATE TABLE pets (id int);\n";
        int went = cutBehindEachWrite(server, client, BEFORE, persons, push, database -> {
            assertThat(effects(database, client)).hasSize(3);
            try (Connection connection = database.connect(client)) {
                assertThat(number(connection, "SELECT count(*) FROM persons WHERE email = 'x'"))
                        .isEqualTo(1);
            }
        });
        assertThat(went).isGreaterThan(1);
    }

    /** A view stays where its table or column is gone, but none can be made so: not in a scratch database, either. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void viewsThatReadWhatIsGoneAreMadeAnew(TestServers server, JdbcClient client) throws Exception {
        String before = """
                CREATE TABLE people (id int PRIMARY KEY, mail varchar(80));
                CREATE TABLE gone (at datetime, why text);
                CREATE VIEW mails AS SELECT id, mail FROM people;
                CREATE VIEW a AS SELECT mail FROM mails;
                CREATE VIEW `whys ``n'` AS SELECT why FROM gone;
                CREATE VIEW other AS SELECT id FROM people;
                """;
        String after = """
                CREATE TABLE persons (id int PRIMARY KEY, born date);
                CREATE VIEW mails AS SELECT id, born FROM persons;
                CREATE VIEW a AS SELECT born FROM mails;
                CREATE VIEW other AS SELECT id FROM persons;
                """;
        String[] push = {
            "push",
            "--to",
            "wanted.sql",
            "--allow-loss",
            "--yes",
            "--rename",
            "people:persons",
            "--dropped",
            "gone",
            "--dropped",
            "persons.mail"
        };
        int went = cutBehindEachWrite(server, client, before, after, push, database -> {
            try (Connection connection = database.connect(client)) {
                assertThat(number(connection, "SELECT count(*) FROM mails WHERE born IS NULL"))
                        .isEqualTo(1);
                assertThat(number(connection, "SELECT count(*) FROM a")).isEqualTo(1);
            }
        });
        assertThat(went).isGreaterThan(1);
    }

    private interface Check {
        void of(TestDatabase database) throws Exception;
    }

    /**
     * Cuts a push behind each call that writes, and pushes again. Returns how often the second one went on behind statements
     * that were in effect.
     */
    private int cutBehindEachWrite(
            TestServers server, JdbcClient client, String before, String wanted, String[] push, Check check)
            throws Exception {
        boolean more = true;
        int went = 0;
        int step = CrashBudget.exhaustive() ? 1 : 2;
        for (int call = 1 + new Random(CrashBudget.seed()).nextInt(step); more; call += step) {
            try (TestDatabase database = server.get().newDatabase()) {
                Workplace at = begun(database, client, before, wanted);
                execute(database, client, "INSERT INTO people VALUES (1, 'x')");
                try (CuttingDriver.Cut cut = CuttingDriver.at(Moment.AFTER, call, PushAgainTest::writes)) {
                    run(at, push);
                    more = cut.isCut();
                }
                if (more) {
                    Workplace.Result last = run(at, push);
                    assertThat(last.code()).as(call + "\n" + last).isZero();
                    went += last.out().contains("went on after statement") ? 1 : 0;
                }
                assertThat(run(at, "push", "--to", "wanted.sql").out())
                        .isEqualTo("The schema is what wanted.sql declares.\n");
                check.of(database);
                assertThat(run(at, "verify").code()).isZero();
            }
        }
        return went;
    }

    /** Runs the push, and returns whether it came to the call that it is cut at. */
    private static boolean cut(Workplace at, Moment moment, int number, Predicate<String> calls) throws Exception {
        try (CuttingDriver.Cut cut = CuttingDriver.at(moment, number, calls)) {
            Workplace.Result result = run(at, PUSH);
            assertThat(cut.isCut() || result.code() == 0).as(result.toString()).isTrue();
            return cut.isCut();
        }
    }

    private static void cutBehind(Workplace at, String statement) throws Exception {
        assertThat(cut(at, Moment.AFTER, 1, call -> call.startsWith(statement))).isTrue();
    }

    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void theCommandsSayHowToGoOn(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client);
            cutBehind(at, "CREATE TABLE pets");
            String id = push(database, client).id().toString();

            assertThat(run(at, "status").out())
                    .containsPattern("interrupted +" + id)
                    .contains("next   Run 'ledger push' again: it finds out what took effect, compares with what is"
                            + " declared, and runs what is left.\n")
                    .doesNotContain("ledger migrate");
            assertThat(run(at, "status", "--recorded").out())
                    .contains("next   Run 'ledger push' again")
                    .doesNotContain("ledger migrate");
            assertThat(unfinished(at, id).get("next").asText()).startsWith("Run 'ledger push' again");
            assertThat(run(at, "status", "--check").code()).isEqualTo(3);
            for (String[] report :
                    new String[][] {{"report", "--format", "markdown"}, {"report", "--format", "markdown", "--recorded"}
                    }) {
                assertThat(run(at, report).out())
                        .contains("next: `Run 'ledger push' again")
                        .doesNotContain("ledger migrate");
            }
            assertThat(run(at, "plan").out())
                    .isEqualTo("Note: push " + id
                            + " did not end: 'ledger push' finishes it, and 'ledger migrate' leaves it"
                            + " alone\nNothing is pending.\n");
            assertThat(run(at, "migrate", "--dry-run").out()).contains("push " + id + " did not end");
            assertThat(run(at, "doctor").out())
                    .contains("1 migration is interrupted: " + id)
                    .contains("'ledger status' says of each how to go on.");
            assertThat(run(at, "migrate"))
                    .isEqualTo(new Workplace.Result(0, "Nothing is pending: 1 migration is in effect.\n", ""));

            Workplace.Result looked = run(at, "push", "--to", "wanted.sql", "--dry-run");
            assertThat(looked.code()).isZero();
            assertThat(looked.err())
                    .isEqualTo("Note: push " + id
                            + " did not end: how far it came is found out by 'ledger push' without" + " --dry-run\n");
            assertThat(push(database, client).status()).isEqualTo(MigrationStatus.RUNNING);

            Workplace.Result again = run(at, PUSH);
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.err()).contains("Note: push " + id + " did not end: of its ", " in effect\n");
            assertThat(again.out())
                    .contains(id, "(went on after statement", "Head: ")
                    .doesNotContain("CREATE TABLE pets");
            assertThat(run(at, "status").out())
                    .containsPattern("applied +" + id)
                    .doesNotContain("next ");
            assertThat(run(at, "status", "--check").code()).isZero();
        }
    }

    /** What is settled is recorded, also where nobody confirms what is left. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void whoSaysNoChangesNothing(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client)
                    .environment("LEDGER_KEEP_SNAPSHOTS", "true")
                    .environment("LEDGER_ON_DRIFT", "refuse");
            cutBehind(at, "CREATE TABLE pets");
            String dump = run(at, "dump").out();
            Workplace.Result refused = run(at.types("no"), "push", "--to", "wanted.sql", "--allow-loss");
            assertThat(refused.code()).isZero();
            assertThat(refused.out()).contains("Nothing was changed.\nHead: ");
            assertThat(push(database, client).status()).isEqualTo(MigrationStatus.PART_WAY);
            assertThat(run(at, "dump").out()).isEqualTo(dump);
            assertThat(run(at, "status").out())
                    .containsPattern("part-way +push:")
                    .contains("Run 'ledger push' again");
            assertThat(run(at, PUSH).code()).isZero();
            assertThat(run(at, "verify").code()).isZero();
        }
    }

    /** The rest of the first push would make what nobody wants any more. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void theRestThatIsNoLongerDeclaredDoesNotRun(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client);
            cutBehind(at, "CREATE TABLE pets");
            String pets = AFTER.lines()
                    .filter(line -> line.contains("pets"))
                    .findFirst()
                    .orElseThrow();
            at.file("wanted.sql", BEFORE + pets);
            Workplace.Result last = run(at, PUSH);
            assertThat(last.code()).as(last.toString()).isZero();
            assertThat(run(at, PUSH).out()).isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(run(at, "dump").out()).contains("pets", "gone").doesNotContain("twice");
            assertThat(push(database, client).status()).isEqualTo(MigrationStatus.APPLIED);
            assertThat(run(at, "verify").code()).isZero();
        }
    }

    /** What is in effect already may be all that is declared by now: then the push ends, and nothing runs. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void whereNothingIsLeftItEnds(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client);
            cutBehind(at, "CREATE TABLE pets");
            at.file("wanted.sql", run(at, "dump").out());
            Workplace.Result last = run(at, "push", "--to", "wanted.sql");
            assertThat(last.code()).as(last.toString()).isZero();
            assertThat(last.out()).startsWith("The schema is what wanted.sql declares.\napplied  push:");
            assertThat(push(database, client).status()).isEqualTo(MigrationStatus.APPLIED);
            assertThat(effects(database, client)).isNotEmpty().allMatch(sql -> !sql.contains("twice"));
            assertThat(run(at, "push", "--to", "wanted.sql").out())
                    .isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(run(at, "verify").code()).isZero();
        }
    }

    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void whatFailedForItsRowsGoesOnWhenTheyAreRight(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client)
                    .file(
                            "wanted.sql",
                            "CREATE TABLE people (id int PRIMARY KEY, mail varchar(80) NOT NULL);\n"
                                    + "CREATE TABLE a_first (id int);\nCREATE TABLE gone (at datetime, why text);\n"
                                    + "CREATE VIEW later AS SELECT id FROM people;\n");
            execute(database, client, "INSERT INTO people VALUES (1, NULL)");
            Workplace.Result failed = run(at, PUSH);
            assertThat(failed.code()).isEqualTo(1);
            String advice =
                    "Change what is declared, or what is in its way, and run 'ledger push' again: it compares anew, and"
                            + " runs what is left.";
            assertThat(failed.err()).contains("next   " + advice).doesNotContain("ledger migrate");
            assertThat(failed.out()).contains("Head: ");
            assertThat(run(at, "status").out()).contains("next   " + advice).doesNotContain("ledger migrate");

            execute(database, client, "UPDATE people SET mail = ''");
            Workplace.Result last = run(at, PUSH);
            assertThat(last.code()).as(last.toString()).isZero();
            assertThat(run(at, PUSH).out()).isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(push(database, client).status()).isEqualTo(MigrationStatus.APPLIED);
            assertThat(effects(database, client)).doesNotHaveDuplicates();
            assertThat(run(at, "verify").code()).isZero();
        }
    }

    /** An event that runs once is gone again when it has run: that it is not there says nothing. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void aDoubtIsToldWithItsAnswers(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client)
                    .file(
                            "wanted.sql",
                            BEFORE + "CREATE TABLE pets (id int);\n"
                                    + "CREATE EVENT once ON SCHEDULE AT '2037-01-01 00:00:00' DO DELETE FROM gone;\n");
            assertThat(cut(at, Moment.BEFORE, 1, call -> call.startsWith("CREATE EVENT")))
                    .isTrue();
            MigrationState open = push(database, client);
            int step = open.attempt().orElseThrow().intent().orElseThrow().statement();
            String applied = "ledger resolve " + open.id() + " --applied --step " + step + " --reason \"…\"";
            String notApplied = "ledger resolve " + open.id() + " --not-applied --step " + step + " --reason \"…\"";

            Workplace.Result doubt = run(at, PUSH);
            assertThat(doubt.code()).isEqualTo(4);
            assertThat(doubt.err()).startsWith("ML-1403").contains(applied, notApplied, "CREATE EVENT");
            assertThat(run(at, PUSH).code()).as("and again").isEqualTo(4);
            assertThat(run(at, "status").out())
                    .containsPattern("in doubt +" + open.id())
                    .contains(applied, notApplied, "then run 'ledger push' again.");
            assertThat(unfinished(at, open.id().toString()).get("next").asText())
                    .contains(applied, notApplied);

            assertThat(run(
                                    at,
                                    "resolve",
                                    open.id().toString(),
                                    "--not-applied",
                                    "--step",
                                    "" + step,
                                    "--reason",
                                    "SHOW EVENTS is empty")
                            .code())
                    .isZero();
            Workplace.Result last = run(at, PUSH);
            assertThat(last.code()).as(last.toString()).isZero();
            assertThat(run(at, PUSH).out()).isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(push(database, client).status()).isEqualTo(MigrationStatus.APPLIED);
            assertThat(run(at, "verify").code()).isZero();
        }
    }

    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void withoutItsTextAPersonUndoesIt(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client).environment("LEDGER_KEEP_SCRIPTS", "false");
            cutBehind(at, "CREATE TABLE pets");
            String id = push(database, client).id().toString();
            String line = "ledger resolve " + id + " --not-applied --step 1 --reason \"…\"";

            Workplace.Result refused = run(at, PUSH);
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err())
                    .startsWith("ML-1307  push " + id + " did not end")
                    .contains(line)
                    .containsPattern("statement \\d+, perhaps: CREATE TABLE pets \\(");
            assertThat(run(at, "status").out()).contains(line).doesNotContain("ledger migrate");

            execute(database, client, "DROP TABLE pets");
            assertThat(run(at, "resolve", id, "--not-applied", "--step", "1", "--reason", "dropped pets")
                            .code())
                    .isZero();
            Workplace.Result last = run(at, PUSH);
            assertThat(last.code()).as(last.toString()).isZero();
            assertThat(push(database, client).status()).isEqualTo(MigrationStatus.APPLIED);
            assertThat(run(at, PUSH).out()).isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(run(at, "verify").code()).isZero();
        }
    }

    /** A directory may have the namespace of pushes. Its own migrations stay those of {@code ledger migrate}. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void aDirectoryMayHaveTheirNamespace(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase()) {
            Workplace at = begun(database, client)
                    .environment("LEDGER_DIR", "migrations,push=own")
                    .file("own/0001_own.sql", "CREATE TABLE own (id int);\n")
                    .file("own/0002_mine.sql", "CREATE TABLE mine (id int);\nBROKEN;\n");
            at.file("wanted.sql", AFTER + "CREATE TABLE own (id int);\nCREATE TABLE mine (id int);\n");
            assertThat(run(at, "migrate").code()).isEqualTo(1);
            assertThat(run(at, PUSH).err()).startsWith("ML-1317  1 migration is pending");
            assertThat(run(at, "status").out()).contains("and run 'ledger migrate' again");
            at.file("own/0002_mine.sql", "CREATE TABLE mine (id int);\n");
            assertThat(run(at, "migrate").code()).isZero();

            cutBehind(at, "CREATE TABLE pets");
            for (String command : List.of("migrate", "plan", "validate")) {
                Workplace.Result refused = run(at, command);
                assertThat(refused.out() + refused.err())
                        .as(command)
                        .containsAnyOf("run that again: it finishes it.", "was cut off, and no run is at work");
            }
            assertThat(run(at, "status").out()).contains("Run 'ledger push' again");
            Workplace.Result last = run(at, PUSH);
            assertThat(last.code()).as(last.toString()).isZero();
            assertThat(last.out()).contains("(went on after statement");
            assertThat(run(at, "dump").out()).contains("own", "mine", "twice");
            assertThat(run(at, PUSH).out()).isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(run(at, "migrate").code()).isZero();
            assertThat(run(at, "verify").code()).isZero();
        }
    }

    /** The server goes on with a statement whose process was killed; the next push waits for that, and finds it done. */
    @ParameterizedTest(name = "{0} through {1}")
    @MethodSource("servers")
    void theNextPushFinishesThatOfAKilledProcess(TestServers server, JdbcClient client) throws Exception {
        try (TestDatabase database = server.get().newDatabase();
                Connection holder = database.connect(client);
                Statement held = holder.createStatement()) {
            Workplace at = begun(database, client);
            holder.setAutoCommit(false);
            held.executeQuery("SELECT * FROM people").close(); // no ALTER TABLE before this transaction ends
            Process process = new CommandProcess(at.path(""))
                    .environment("LEDGER_URL", database.url(client))
                    .environment("LEDGER_USER", database.user())
                    .environment("LEDGER_PASSWORD", database.password())
                    .environment("LEDGER_SCRATCH_URL", database.url(client))
                    .start(PUSH);
            try (Connection looker = database.connect(client)) {
                long deadline =
                        System.nanoTime() + java.time.Duration.ofSeconds(60).toNanos();
                while (number(
                                looker,
                                "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE()"
                                        + " AND state LIKE 'Waiting for table metadata lock%' AND info LIKE 'ALTER TABLE%'")
                        == 0) {
                    assertThat(process.isAlive()).isTrue();
                    assertThat(System.nanoTime()).isLessThan(deadline);
                    Thread.sleep(20);
                }
            }
            process.destroyForcibly().waitFor();
            holder.commit();

            Workplace.Result last = run(at, PUSH);
            assertThat(last.code()).as(last.toString()).isZero();
            assertThat(run(at, PUSH).out()).isEqualTo("The schema is what wanted.sql declares.\n");
            assertThat(push(database, client).status()).isEqualTo(MigrationStatus.APPLIED);
            assertThat(effects(database, client)).doesNotHaveDuplicates();
            assertThat(run(at, "verify").code()).isZero();
        }
    }

    /** The password of the test servers is a word that is hidden wherever it stands. */
    private static Workplace.Result run(Workplace at, String... args) {
        Workplace.Result result = at.run(args);
        return new Workplace.Result(
                result.code(),
                result.out().replace("***", "ledger"),
                result.err().replace("***", "ledger"));
    }

    /** A database with one migration, and with what is declared beside it. */
    private Workplace begun(TestDatabase database, JdbcClient client) throws IOException {
        return begun(database, client, BEFORE, AFTER);
    }

    private Workplace begun(TestDatabase database, JdbcClient client, String before, String after) throws IOException {
        Workplace at = new Workplace(Files.createDirectory(directory.resolve("" + places++)))
                .environment("LEDGER_URL", CuttingDriver.before(database.url(client)))
                .environment("LEDGER_USER", database.user())
                .environment("LEDGER_PASSWORD", database.password())
                .environment("LEDGER_SCRATCH_URL", database.url(client))
                .migration("0001_start.sql", before)
                .file("wanted.sql", after);
        Workplace.Result migrated = run(at, "migrate");
        assertThat(migrated.code()).as(migrated.err()).isZero();
        return at;
    }

    private static Ledger ledger(TestDatabase database, JdbcClient client) {
        Properties login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        return Ledger.of(database.url(client), login);
    }

    /** Returns the one push that there is. */
    private static MigrationState push(TestDatabase database, JdbcClient client) {
        List<MigrationState> pushes = ledger(database, client).state().migrations().stream()
                .filter(state -> state.id().namespace().equals("push")
                        && state.id().value().length() > 10)
                .toList();
        assertThat(pushes).hasSize(1);
        return pushes.get(0);
    }

    /** Returns what the ledger says that took effect, in order, without what only changes the session. */
    private static List<String> effects(TestDatabase database, JdbcClient client) {
        LedgerEvent.Applied applied = push(database, client).inEffect().orElseThrow();
        String sql = ledger(database, client)
                .keptScript(applied.script().orElseThrow())
                .orElseThrow()
                .up()
                .orElseThrow()
                .sql();
        List<String> statements = Arrays.stream(
                        sql.replaceAll("(?m)^--.*\n", "").split(";\n"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
        assertThat(applied.header().done()).isEqualTo(statements.size());
        return statements.stream()
                .filter(statement -> !statement.startsWith("SET "))
                .toList();
    }

    private static JsonNode unfinished(Workplace at, String id) throws IOException {
        JsonNode document = new ObjectMapper()
                .readTree(run(at, "status", "--format", "json").out());
        for (JsonNode migration : document.get("migrations")) {
            if (id.equals(migration.get("namespace").asText() + ":"
                    + migration.get("id").asText())) {
                return migration.get("unfinished");
            }
        }
        throw new AssertionError(id + " is not in " + document);
    }

    private static void execute(TestDatabase database, JdbcClient client, String sql) throws SQLException {
        try (Connection connection = database.connect(client);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}

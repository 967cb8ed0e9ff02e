package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.command.Verbs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts that docs/errors.md calls typical are those that the command prints, but for names, numbers and what is left out. */
class TypicalTextsTest {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Map<String, List<String>> TYPICAL = new HashMap<>();
    private static final Map<String, String> TO_DO = new HashMap<>();

    /** What is the same word for word in a real error: a command, an option, a variable. */
    private static final Pattern FIXED = Pattern.compile(
            "\\bledger (?:" + String.join("|", Verbs.NAMES) + ")\\b|(?<![\\w-])--[a-z][a-z-]*|\\bLEDGER_[A-Z_]+");

    /** The third part of an error, on one line. */
    private static final Pattern NEXT = Pattern.compile("^ *next +(.*)$", Pattern.MULTILINE);

    /** The page leaves it to the error, and explains the cases. */
    private static final String AS_TOLD = "Do what the last line says";

    /** What these need is no command alone: a server, another run, an end in the midst, other bytes. Each has other tests. */
    private static final Set<String> NOT_TRIED = Set.of(
            "ML-1101", "ML-1102", "ML-1103", "ML-1105", "ML-1109", "ML-1110", "ML-1206", "ML-1308", "ML-1310",
            "ML-1317", "ML-1318", "ML-1402", "ML-1403", "ML-1404", "ML-1405", "ML-1406", "ML-1407", "ML-1408",
            "ML-1503", "ML-1601", "ML-1602", "ML-1901");

    /** What the command finds itself, without the library; or says in a report of its own. */
    private static final Set<String> OF_THE_COMMAND = Set.of(
            "ML-1002", "ML-1202", "ML-1315", "ML-1501", "ML-1502", "ML-1504", "ML-1509", "ML-1603", "ML-1604",
            "ML-1605");

    /** An error as a log has it, and who made it. */
    private static final Pattern LOGGED = Pattern.compile(
            "^[\\w.]+Exception: (ML-.*?)(?:\\n\\tat io\\.migrationledger\\.LedgerException\\S+)?\\n\\tat (\\S+)",
            Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir
    Path directory;

    @BeforeAll
    static void read() throws IOException {
        String code = "";
        for (String line : Files.readAllLines(Path.of("../docs/errors.md"))) {
            if (line.startsWith("### ")) {
                code = line.substring(4, 11);
            } else if (line.startsWith("- Typical: ")) {
                List<String> texts = new ArrayList<>();
                for (Matcher quoted = QUOTED.matcher(line); quoted.find(); ) {
                    texts.add(quoted.group(1));
                }
                TYPICAL.put(code, texts);
            } else if (line.startsWith("- What to do: ")) {
                TO_DO.put(code, line.substring("- What to do: ".length()));
            }
        }
    }

    /** An error, and what leads to it. */
    record Case(String code, Function<Workplace, Workplace.Result> leads) {
        @Override
        public String toString() {
            return code;
        }
    }

    private static Case of(String code, Function<Workplace, Workplace.Result> leads) {
        return new Case(code, leads);
    }

    private static Case script(String code, String text) {
        return of(code, at -> at.shop().migration("0003_x.sql", text).run("migrate"));
    }

    static Stream<Case> cases() {
        return Stream.of(
                of("ML-1001", at -> at.shop().run("migrate", "--url", "jdbc:oracle:x")),
                of("ML-1002", at -> at.shop().run("migrate", "--dirr", "x")),
                of(
                        "ML-1002",
                        at -> at.shop().environment("LEDGER_LOCK_TIMOUT", "1s").run("migrate")),
                of(
                        "ML-1002",
                        at -> at.shop()
                                .file("ledger.properties", "lock-timout=1s\n")
                                .run("migrate")),
                of(
                        "ML-1104",
                        at -> at.shop()
                                .file("ledger.db", "no database at all, but long enough\n")
                                .run("migrate")),
                of("ML-1107", TypicalTextsTest::notEmpty),
                of("ML-1108", at -> after(at.shop(), "migrate").run("migrate", "--table", "other")),
                of("ML-1201", at -> at.run("migrate", "--dir", "migrations")),
                of(
                        "ML-1202",
                        at -> at.shop()
                                .migration("0002_x.down.sql/no_script", "")
                                .run("squash", "2", "--name", "x")),
                of(
                        "ML-1203",
                        at -> at.shop()
                                .migration("create_orders.sql", "SELECT 1;")
                                .run("migrate")),
                of("ML-1204", at -> at.shop().migration("2_y.sql", "SELECT 1;").run("migrate")),
                script("ML-1207", "-- ledger: transacton=none\nSELECT 1;"),
                script("ML-1208", "SELECT 1;\nSELECT '${who}';"),
                of("ML-1209", TypicalTextsTest::circle),
                script("ML-1210", "-- ledger: requires=billing:7\nSELECT 1;"),
                script("ML-1211", "SELECT 1;\nCOMMIT;"),
                script("ML-1212", "SELECT 1;\nSELECT 'x;"),
                of(
                        "ML-1213",
                        at -> at.shop().migration("V3__b.sql", "SELECT 1;").run("migrate")),
                script("ML-1214", "-- +goose Up\nSELECT 1;"),
                of(
                        "ML-1215",
                        at -> at.migration("V1__a.sql", "SELECT 1;")
                                .migration("createSchema.sql", "SELECT 1;")
                                .run("migrate")),
                of(
                        "ML-1301",
                        at -> after(at.shop(), "migrate")
                                .migration("0001_create_users.sql", "SELECT 1;")
                                .run("migrate")),
                of("ML-1302", TypicalTextsTest::lost),
                of(
                        "ML-1303",
                        at -> after(at.shop(), "migrate")
                                .migration("0001.5_late.sql", "SELECT 1;")
                                .run("migrate")),
                of("ML-1304", TypicalTextsTest::editedStatement),
                of("ML-1305", at -> at.shop().run("migrate", "--to", "0099")),
                of(
                        "ML-1306",
                        at -> after(at.shop().migration("0003_x.sql", "SELECT 1;"), "migrate")
                                .run("rollback", "--steps", "1")),
                of("ML-1307", at -> after(partWay(at), "migrate").run("rollback")),
                of("ML-1309", at -> after(at.shop(), "migrate").run("baseline", "0002", "--reason", "x")),
                of(
                        "ML-1311",
                        at -> after(at.shop(), "baseline", "0002", "--reason", "x")
                                .run("rollback", "--steps", "1")),
                of("ML-1312", TypicalTextsTest::backAgain),
                of("ML-1313", at -> {
                    after(at.shop(), "migrate", "--limit", "1").run("squash", "2", "--name", "x", "--delete");
                    return at.run("migrate");
                }),
                of("ML-1314", at -> {
                    at.sql("CREATE TABLE schema_migrations (version uint64, dirty bool)");
                    return after(at.shop(), "migrate", "--on-existing=run").run("adopt");
                }),
                of("ML-1315", at -> at.shop().run("adopt", "--from", "flyway")),
                of(
                        "ML-1316",
                        at -> at.shop()
                                .migration("0003_x.sql", "PRAGMA foreign_keys = OFF;\n")
                                .run("squash", "3", "--name", "x")),
                script("ML-1401", "SELECT 1;\nBROKEN;"),
                of("ML-1501", at -> {
                    after(at.shop(), "migrate").sql("DROP TRIGGER migration_ledger_no_update");
                    at.sql("UPDATE migration_ledger SET host = 'x' WHERE sequence = 2");
                    return at.run("verify");
                }),
                of("ML-1502", at -> after(at.shop(), "migrate").run("verify", "--head", "3f9a".repeat(16))),
                of("ML-1504", at -> {
                    at.sql("CREATE TABLE mine (x)");
                    return at.run("verify");
                }),
                of("ML-1505", at -> at.file("ledger.jsonl", "{}\n").run("verify", "ledger.jsonl")),
                of("ML-1506", at -> {
                    after(at.shop(), "migrate").run("export", "--out", "ledger.jsonl");
                    return at.environment("LEDGER_URL", "jdbc:sqlite::memory:").run("import", "ledger.jsonl");
                }),
                of(
                        "ML-1603",
                        at -> at.shop()
                                .file("schema.sql", "CREATE TABLE users (id INTEGER);")
                                .run("generate", "drop name", "--to", "schema.sql")),
                of(
                        "ML-1604",
                        at -> at.shop()
                                .file("schema.sql", "CREATE TABLE users (id INTEGER, email TEXT);")
                                .run("generate", "name users", "--to", "schema.sql")),
                of(
                        "ML-1605",
                        at -> after(after(at.shop(), "migrate"), "environment", "production")
                                .file("schema.sql", "CREATE TABLE users (id INTEGER);")
                                .run("push", "--to", "schema.sql")),
                of("ML-1507", TypicalTextsTest::changedSeal),
                of(
                        "ML-1508",
                        at -> after(at.shop(), "migrate")
                                .file("seal.pem", "no key\n")
                                .run("seal", "--key", "seal.pem")),
                of(
                        "ML-1510",
                        at -> after(at.shop(), "migrate").run("migrate", "--expect-head", "38:" + "3f9a".repeat(16))),
                of("ML-1611", at -> after(at.shop(), "migrate").run("drift")),
                of("ML-1612", TypicalTextsTest::drifted),
                of(
                        "ML-1509",
                        at -> after(at.shop(), "migrate", "--keep-scripts=false")
                                .run("show", "1")));
    }

    private static Workplace.Result drifted(Workplace at) {
        after(at.shop(), "migrate", "--keep-snapshots=true").sql("ALTER TABLE users ADD COLUMN more TEXT");
        return at.migration("0099_more.sql", "SELECT 1;\n").run("migrate", "--on-drift=refuse");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWhatTheCommandPrints(Case tried) {
        Workplace.Result result = tried.leads.apply(new Workplace(directory));
        String printed = (result.err() + result.out()).replace("DIR/", "");
        String real = Stream.of(printed.split("\n"))
                .filter(line -> line.startsWith(tried.code + "  "))
                .map(line -> line.substring(tried.code.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError(tried.code + " is not in:\n" + printed));
        assertThat(TYPICAL.get(tried.code))
                .as(real)
                .anyMatch(typical -> pattern(typical).matcher(real).lookingAt());
    }

    /** What an error advises, the page names, too: each command, each option, each variable. The page may name more. */
    @ParameterizedTest
    @MethodSource("cases")
    void isAnsweredAsThePageSays(Case tried) {
        Workplace.Result result = tried.leads.apply(new Workplace(directory));
        String printed = result.err() + result.out();
        String real = printed.substring(printed.indexOf(tried.code + "  "));
        Matcher next = NEXT.matcher(real);
        assertThat(next.find()).as(printed).isTrue();
        String page = String.valueOf(TO_DO.get(tried.code));
        if (!page.startsWith(AS_TOLD)) {
            List<String> advised = FIXED.matcher(next.group(1))
                    .results()
                    .map(MatchResult::group)
                    .toList();
            assertThat(FIXED.matcher(page).results().map(MatchResult::group))
                    .as(next.group(1))
                    .containsAll(advised);
        }
    }

    @Test
    void everyCodeThatIsTypicalHasAnAnswer() {
        assertThat(TO_DO.keySet()).isEqualTo(TYPICAL.keySet());
    }

    /** Each error in the words of the library, as a log has it, names no option and no command; the command's own may. */
    @ParameterizedTest
    @MethodSource("cases")
    void isToldToAnApplicationInItsOwnWords(Case tried) {
        Workplace.Result result = tried.leads.apply(new Workplace(directory).environment("LEDGER_VERBOSE", "true"));
        List<String> logged = LOGGED.matcher(result.err())
                .results()
                .filter(error -> error.group(1).startsWith(tried.code))
                .filter(error -> !error.group(2).startsWith("io.migrationledger.cli."))
                .map(error -> error.group(1))
                .toList();
        assertThat(logged)
                .noneMatch(text -> CommandWordsTest.COMMAND.matcher(text).find());
        assertThat(OF_THE_COMMAND.contains(tried.code)).as(result.err()).isEqualTo(logged.isEmpty());
    }

    /** A new code is to be tried, or to be put with those that are not. */
    @Test
    void allOtherCodesAreTried() {
        Set<String> documented = new TreeSet<>(TYPICAL.keySet());
        documented.removeAll(NOT_TRIED);
        assertThat(new TreeSet<>(cases().map(Case::code).toList())).isEqualTo(documented);
        assertThat(TYPICAL).containsKeys(NOT_TRIED.toArray(String[]::new));
    }

    /** Words are as they stand; what has a digit, a path or quotes in it, and what is left out, may be anything. */
    private static Pattern pattern(String typical) {
        StringBuilder pattern = new StringBuilder();
        for (String word : typical.split(" ")) {
            pattern.append(pattern.isEmpty() ? "" : " ");
            boolean variable = word.matches(".*[0-9/'\"$…_].*") || word.matches("\\(?users,?|names;|x.*\\)");
            pattern.append(variable ? ".+" : Pattern.quote(word));
        }
        return Pattern.compile(pattern.toString());
    }

    private static Workplace after(Workplace at, String... args) {
        at.run(args);
        return at;
    }

    private static Workplace.Result notEmpty(Workplace at) {
        at.sql("CREATE TABLE users (x)");
        at.sql("CREATE VIEW names AS SELECT x FROM users");
        at.sql("CREATE TABLE flyway_schema_history (x)");
        return at.shop().run("migrate");
    }

    private static Workplace.Result circle(Workplace at) {
        return at.shop()
                .migration("0003_x.sql", "-- ledger: requires=0004\nSELECT 1;")
                .migration("0004_y.sql", "-- ledger: requires=0003\nSELECT 1;")
                .run("migrate");
    }

    private static Workplace partWay(Workplace at) {
        return at.shop()
                .migration("0003_x.sql", "-- ledger: transaction=none\nCREATE TABLE x (a);\nSELECT 2;\nBROKEN;");
    }

    private static Workplace.Result editedStatement(Workplace at) {
        after(partWay(at), "migrate");
        return at.migration("0003_x.sql", "-- ledger: transaction=none\nCREATE TABLE x (a, b);\nSELECT 2;\nSELECT 3;")
                .run("migrate");
    }

    private static Workplace.Result changedSeal(Workplace at) {
        after(at.shop(), "migrate").run("seal", "--new-key", "seal.pem");
        String seal = at.run("seal", "--key", "seal.pem").out();
        return at.file("head.seal", seal.replace("\"sequence\":4", "\"sequence\":2"))
                .run("verify", "--seal", "head.seal");
    }

    private static Workplace.Result lost(Workplace at) {
        delete(after(at.shop(), "migrate"));
        return at.run("migrate");
    }

    private static Workplace.Result backAgain(Workplace at) {
        after(at.shop(), "migrate");
        delete(at);
        at.run("forget", "0001", "--reason", "x");
        return at.shop().run("migrate");
    }

    private static void delete(Workplace at) {
        try {
            Files.delete(at.path("migrations/0001_create_users.sql"));
            Files.delete(at.path("migrations/0001_create_users.down.sql"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

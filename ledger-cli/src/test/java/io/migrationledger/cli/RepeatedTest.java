package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.terminal.AddressSecrets;
import io.migrationledger.cli.terminal.Repeated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is advised is about the database and the directory that were typed. */
class RepeatedTest {
    @TempDir
    Path directory;

    private Workplace partWay(String files) {
        Workplace at = new Workplace(directory).file(files + "/0001_log.sql", """
                -- ledger: transaction=none
                CREATE TABLE log (line INTEGER);
                INSERT INTO nowhere VALUES (3);
                """);
        return at;
    }

    @Test
    void adviceOfTheLibraryRepeatsWhatWasTyped() {
        Workplace at = partWay("db");
        String url = "jdbc:sqlite:" + at.path("own.db");
        at.run("migrate", "--dir", "db", "--url", url);
        assertThat(at.run("rollback", "--dir", "db", "--url", url).err())
                .contains("'ledger migrate --url jdbc:sqlite:DIR/own.db --dir db'")
                .contains("'ledger resolve 0001 --url jdbc:sqlite:DIR/own.db --dir db'");
        assertThat(at.run("resolve", "0001", "--not-applied", "--reason", "x", "--dir", "db", "--url", url)
                        .err())
                .contains(
                        "ledger resolve 0001 --not-applied --step 2 --url jdbc:sqlite:DIR/own.db --dir db --reason \"…\"");
    }

    /** It is the command that a person copies: it is read by a shell, and run. */
    @Test
    void theAdvisedCommandRuns() throws Exception {
        Workplace at = new Workplace(directory).file("the files/0001_x.sql", "CREATE TABLE x (a INTEGER);");
        String url = "jdbc:sqlite:" + at.path("own.db");
        at.run("migrate", "--dir", "the files", "--url", url);
        at.file("the files/0001_x.sql", "CREATE TABLE x (a INTEGER); -- said");
        String err = at.run("migrate", "--dir", "the files", "--url", url).err();
        assertThat(err).contains("'ledger accept 0001 --url jdbc:sqlite:DIR/own.db --dir \"the files\" --reason …'");
        String command = err.substring(err.indexOf("'ledger accept") + 1, err.indexOf("--reason …'") + 10)
                .replace("DIR", directory.toString());
        String[] words = read(command);
        assertThat(at.run(List.of(words).subList(1, words.length).toArray(String[]::new))
                        .out())
                .contains("migration 0001 applied, accepted");
        assertThat(at.run("status", "--dir", "the files", "--url", url, "--check")
                        .code())
                .isZero();
    }

    private static String[] read(String command) throws IOException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db/migrations",
                "the files",
                "jdbc:postgresql://db/shop?user=app&ssl=true",
                "a'b",
                "a\"b",
                "$HOME",
                "`id`",
                "a\\b",
                "helpers/**",
                "~/db",
                "hurry!",
                "été",
                "a;b",
                "",
                "#"
            })
    void aShellReadsTheWordBack(String word) throws IOException {
        String command = new Repeated(List.of("--dir", word), List.of("--end")).in("ledger status");
        assertThat(read(command)).containsExactly("ledger", "status", "--dir", word, "--end");
    }

    /** What another tool reads is of no use here: the way on is with a directory of one's own. */
    @Test
    void aDirectoryThatIsNotReadIsNotRepeated() {
        Workplace at = new Workplace(directory).file("rails/20200101000000_a.rb", "class A");
        for (String format : List.of("text", "json")) {
            Workplace.Result refused = at.run("migrate", "--table", "log", "--dir", "rails", "--format", format);
            assertThat(refused.out() + refused.err())
                    .contains("ML-1215", "'ledger adopt --table log'", "'ledger baseline 0001 --table log --reason …'");
        }
    }

    @Test
    void textsOfTheCommandRepeatItToo() {
        Workplace at = new Workplace(directory).file("db/0001_x.sql", "SELECT 1;");
        assertThat(at.run("plan", "--dir", "db").out())
                .contains("'ledger migrate --dir db' would run 1 migration. Nothing was changed.");
        at.run("migrate", "--dir", "db");
        assertThat(at.run("rollback", "--dir", "db", "--to", "0001").code()).isZero();
        assertThat(at.run("show", "0009", "--dir", "db").err()).contains("'ledger history --dir db' lists");
        String url = "jdbc:sqlite:" + at.path("empty.db");
        at.file("empty.db", "");
        assertThat(at.run("verify", "--url", url, "--table", "log").err())
                .contains("'ledger migrate --url jdbc:sqlite:DIR/empty.db --table log' begins it");
    }

    /** What is advised about the other side of a comparison is not about this one. */
    @Test
    void anotherDatabaseIsNotTakenForTheOneThatWasTyped() {
        Workplace at =
                new Workplace(directory).file("db/0001_x.sql", "SELECT 1;").file("empty.db", "");
        String url = "jdbc:sqlite:" + at.path("own.db");
        String other = "jdbc:sqlite:" + at.path("empty.db");
        at.run("migrate", "--dir", "db", "--url", url);
        assertThat(at.run("diff", other, "now", "--dir", "db", "--url", url).err())
                .contains("'ledger migrate --url jdbc:sqlite:DIR/empty.db' begins it");
    }

    @Test
    void aFileIsNamedSoThatAShellReadsItBack() {
        Workplace at = new Workplace(directory)
                .file("db/0001_x.sql", "CREATE TABLE x (a INTEGER);")
                .file("the schema.sql", "CREATE TABLE y (a INTEGER);\n");
        at.run("migrate", "--dir", "db");
        assertThat(at.run("dump", "--check", "the schema.sql").out())
                .contains("ledger dump --out \"the schema.sql\".", "'ledger check --declared \"the schema.sql\"'");
    }

    @Test
    void pushAndADryRunRepeatItToo() {
        Workplace at = new Workplace(directory)
                .file("db/0001_x.sql", "CREATE TABLE x (a INTEGER);")
                .file("schema.sql", "CREATE TABLE x (a INTEGER);\n");
        assertThat(at.run("push", "--to", "schema.sql", "--dir", "db").err())
                .contains("Run 'ledger migrate --dir db' first");
        assertThat(at.run("migrate", "--dry-run", "--dir", "db").out())
                .contains("-- Nothing was changed: 'ledger migrate --dir db' would run 1 migration.");
    }

    @Test
    void whatComesFromElsewhereIsNotRepeated() {
        Workplace at = partWay("db").file("ledger.properties", "dir=db\n").environment("LEDGER_TABLE", "history");
        at.run("migrate");
        assertThat(at.run("rollback").err()).contains("'ledger migrate'", "'ledger resolve 0001'");
    }

    /** As many as choose what a command is about. */
    @Test
    void allThatChooseAreRepeated() {
        Workplace at = partWay("db")
                .file("other.properties", "no-color=true\n")
                .file("other.test.properties", "url=jdbc:sqlite:" + directory.resolve("own.db") + "\n")
                .file("secret", "x\n");
        String[] options = {
            "--env=test", "--config=other.properties", "--user=app", "--password-file=secret", "--table=history",
            "--layout=ledger", "--exclude=seeds.sql", "--exclude=helpers/**", "--namespace=billing", "--dir=db",
            "--lock-timeout=5s"
        };
        at.run(with("migrate", options));
        assertThat(at.run(with("rollback", options)).err())
                .contains("'ledger migrate --user app --password-file secret --table history --config other.properties"
                        + " --env test --namespace billing --dir db --layout ledger --exclude seeds.sql"
                        + " --exclude \"helpers/**\"'");
    }

    private static String[] with(String command, String... options) {
        String[] all = new String[options.length + 1];
        all[0] = command;
        System.arraycopy(options, 0, all, 1, options.length);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"text", "json"})
    void noSecretIsRepeated(String format) {
        Workplace at = partWay("db");
        String url = "jdbc:sqlite:" + at.path("own.db") + "?password=s3cret-word";
        at.run("migrate", "--dir", "db", "--url", url, "--password", "an0ther-word");
        Workplace.Result result =
                at.run("rollback", "--dir", "db", "--url", url, "--format", format, "--password", "an0ther-word");
        assertThat(result.out() + result.err())
                .contains("'ledger migrate --url … --password --dir db'")
                .contains("'ledger resolve 0001 --url … --password --dir db'")
                .doesNotContain("s3cret-word", "an0ther-word");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db/shop?user=app, true",
        "jdbc:sqlite:/srv/shop.db, true",
        "jdbc:mysql://app:s3cret@db/shop, false",
        "jdbc:mysql://app@db/shop, false",
        "jdbc:mysql://app:s3?cret@db/shop, false",
        "jdbc:postgresql://db/shop?password=x, false",
        "jdbc:oracle:thin:app/s3cret@db, false"
    })
    void anAddressWithAUserBeforeTheHostIsNotRepeated(String url, boolean repeated) {
        assertThat(AddressSecrets.isOpen(url)).isEqualTo(repeated);
    }
}

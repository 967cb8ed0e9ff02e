package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A password that stands in a file. What is hidden in a printed script is what the command took for the password. */
class PasswordFileTest {
    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory)
                .migration("0001_x.sql", "SELECT 'one-word', 'two-word', 'three-word';")
                .file("one", "one-word\n")
                .file("two", "two-word")
                .file("ledger.properties", "no-color=true\n");
    }

    private String shown(String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "migrate";
        command[1] = "--dry-run";
        System.arraycopy(options, 0, command, 2, options.length);
        Workplace.Result result = at.run(command);
        assertThat(result.code()).as(result.err()).isZero();
        return result.out()
                .lines()
                .filter(line -> line.startsWith("SELECT"))
                .findFirst()
                .orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-word", "one-word\n", "one-word\r\n"})
    void oneLineEndIsNoPartOfIt(String text) {
        at.file("secret", text);
        assertThat(shown("--password-file", "secret")).isEqualTo("SELECT '***', 'two-word', 'three-word';");
        assertThat(shown("--password-file=secret")).isEqualTo("SELECT '***', 'two-word', 'three-word';");
    }

    @Test
    void aBlankIsAPartOfIt() {
        at.file("secret", "one-word \n");
        assertThat(shown("--password-file", "secret")).startsWith("SELECT 'one-word'");
    }

    /** Of a file that does not win nothing is read. A password that does not win is hidden all the same. */
    @Test
    void theNearerPlaceWins() {
        at.file("ledger.properties", "password-file=one\n");
        assertThat(shown()).isEqualTo("SELECT '***', 'two-word', 'three-word';");
        at.environment("LEDGER_PASSWORD_FILE", "two");
        assertThat(shown()).isEqualTo("SELECT 'one-word', '***', 'three-word';");
        assertThat(shown("--password-file", "one")).isEqualTo("SELECT '***', 'two-word', 'three-word';");
        assertThat(shown("--password=three-word")).isEqualTo("SELECT 'one-word', 'two-word', '***';");
        at.environment("LEDGER_PASSWORD_FILE", "").environment("LEDGER_PASSWORD", "two-word");
        assertThat(shown()).isEqualTo("SELECT 'one-word', '***', 'three-word';");
        assertThat(shown("--password-file", "one")).startsWith("SELECT '***', ");
        at.environment("LEDGER_PASSWORD", "").file("ledger.properties", "password=three-word\n");
        assertThat(shown()).isEqualTo("SELECT 'one-word', 'two-word', '***';");
        at.environment("LEDGER_PASSWORD_FILE", "two");
        assertThat(shown()).startsWith("SELECT 'one-word', '***', ");
    }

    @Test
    void theFileOfAnEnvironmentIsNearerThanTheCommonOne() {
        String url = "url=jdbc:sqlite:" + at.path("staging.db") + "\n";
        at.file("ledger.properties", "password=three-word\n")
                .file("ledger.staging.properties", url + "password-file=one\n");
        assertThat(shown("--env", "staging")).isEqualTo("SELECT '***', 'two-word', 'three-word';");
        at.file("ledger.properties", "password-file=one\n")
                .file("ledger.staging.properties", url + "password=two-word\n");
        assertThat(shown("--env", "staging")).isEqualTo("SELECT 'one-word', '***', 'three-word';");
    }

    @Test
    void onePlaceSaysOneThing() {
        wrong("--password and --password-file were both given", "--password", "x", "--password-file", "one");
        wrong("--password and --password-file were both given", "--password-file", "one", "--password");
        at.environment("LEDGER_PASSWORD", "x").environment("LEDGER_PASSWORD_FILE", "one");
        wrong("LEDGER_PASSWORD and LEDGER_PASSWORD_FILE are both set");
        at.environment("LEDGER_PASSWORD", "").file("ledger.properties", "password=x\npassword-file=one\n");
        wrong("ledger.properties: 'password' and 'password-file' both stand there");
    }

    private void wrong(String what, String... options) {
        String[] command = new String[options.length + 1];
        command[0] = "status";
        System.arraycopy(options, 0, command, 1, options.length);
        assertThat(at.run(command)).isEqualTo(new Workplace.Result(2, "", "ML-1002  " + what + """

                          now    Nothing in the database was changed.
                          next   Keep one of the two.
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "nowhere, 1, ML-1202  there is no file nowhere",
        "empty, 2, ML-1002  the password's file empty is empty",
        "end, 2, ML-1002  the password's file end is empty",
        "lines, 2, ML-1002  the password's file lines has more than one line",
        "bytes, 1, ML-1202  bytes is not text in UTF-8",
        "., 1, ML-1202  cannot read ."
    })
    void aFileWithoutAPassword(String name, int code, String what) throws IOException {
        at.file("empty", "").file("end", "\n").file("lines", "s3cret-word\nmore\n");
        Files.write(at.path("bytes"), new byte[] {'p', (byte) 0xff});
        Workplace.Result result = at.run("migrate", "--password-file", name);
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.err()).startsWith(what).doesNotContain("s3cret");
        assertThat(at.database()).doesNotExist();
    }

    @Test
    void itIsNeverPrinted() {
        at.file("secret", "s3cret-word\n").migration("0002_y.sql", "SELECT 's3cret-word' FROM nowhere;");
        for (String command : new String[] {"migrate", "status", "history", "verify"}) {
            Workplace.Result result = at.run(command, "-v", "--password-file", "secret");
            assertThat(result.out() + result.err()).doesNotContain("s3cret-word");
        }
    }
}

package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No password appears in what is printed, whatever goes wrong. */
class SecretsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://app:s3cret-word@db:5432/shop",
                "jdbc:mysql://db/shop?user=app&password=s3cret-word&useSSL=false",
                "jdbc:mariadb://db/shop?user=app&Password=s3cret-word",
                "jdbc:sqlserver://db;user=app;password=s3cret-word;encrypt=true"
            })
    void anAddressIsShownWithoutItsPassword(String url) {
        Secrets secrets = new Secrets();
        secrets.addUrl(url);
        assertThat(secrets.hide("cannot connect to " + url))
                .isEqualTo("cannot connect to " + url.replace("s3cret-word", "***"));
    }

    @Test
    void aShortPasswordIsHiddenWhereItStandsAlone() {
        Secrets secrets = new Secrets();
        secrets.add(Optional.of("a"));
        assertThat(secrets.hide("a table: 'a'")).isEqualTo("*** table: '***'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void noOutputHoldsIt(String format) {
        Workplace at = new Workplace(directory).shop().environment("LEDGER_PASSWORD", "s3cret-word");
        at.migration("0003_x.sql", "SELECT 's3cret-word' FROM nowhere;");
        for (String command : new String[] {"plan", "migrate", "status", "history", "validate", "verify", "rollback"}) {
            Workplace.Result result =
                    at.run(command, "-v", "--format", format, "--password", "s3cret-word", "--user", "s3cret-word");
            assertThat(result.out() + result.err()).doesNotContain("s3cret-word");
        }
        Workplace.Result dry = at.run("migrate", "--dry-run", "--format", format);
        assertThat(dry.out()).contains("SELECT '***' FROM nowhere");
    }

    @Test
    void theAddressInTheStatusHasStars() {
        Workplace at = new Workplace(directory).shop();
        String url = "jdbc:sqlite:" + at.path("x.db") + "?password=s3cret-word";
        assertThat(at.run("status", "--url", url).out()).contains("x.db?password=***");
    }

    @Test
    void anUnknownAddressKeepsItsPassword() {
        Workplace.Result result =
                new Workplace(directory).shop().run("migrate", "-v", "--url", "jdbc:oracle://app:s3cret-word@db/shop");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("ML-1001").doesNotContain("s3cret-word");
    }

    @Test
    void passwordWithoutAValueAsks() {
        Workplace at = new Workplace(directory).shop();
        assertThat(at.run("migrate", "--password").err())
                .contains("ML-1002  --password without a value, and no terminal to ask at")
                .contains("Set LEDGER_PASSWORD.");
        Workplace.Result asked = at.typesPassword("s3cret-word")
                .migration("0003_x.sql", "SELECT 1 FROM \"s3cret-word\";")
                .run("migrate", "--password");
        assertThat(asked.code()).isEqualTo(1);
        assertThat(asked.err()).contains("***").doesNotContain("s3cret-word");
    }
}

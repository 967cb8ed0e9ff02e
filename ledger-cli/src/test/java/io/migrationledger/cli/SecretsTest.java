package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.migrationledger.cli.terminal.Secrets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No password appears in what is printed, whatever goes wrong. */
class SecretsTest {
    @TempDir
    Path directory;

    /** The stars stand for the password. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "s3cret-word | jdbc:postgresql://app:***@db:5432/shop",
                "s3cret-word | jdbc:postgresql://db/shop?user=app&password=***",
                "s3cret-word | jdbc:postgresql://db/shop?sslpassword=***&sslkey=/etc/client.key&user=app",
                "s3cret-word | jdbc:mysql://db/shop?user=app&password=***&useSSL=false",
                "s3cret-word | jdbc:mysql://app:***@db:3306/shop",
                "s3cret-word | jdbc:mysql://app:***@one:3306,app:***@two:3306/shop",
                "s3cret-word | jdbc:mysql://address=(host=one)(user=app)(password=***),address=(host=two)(password=***)/shop",
                "s3cret-word | jdbc:mysql://(host=one,user=app,password=***)/shop",
                "s3cret-word | jdbc:mysql://db/shop?password1=***&clientCertificateKeyStorePassword=***",
                "s3cret-word | jdbc:mariadb://db/shop?user=app&Password=***",
                "s3cret-word | jdbc:mariadb://db/shop?keyStorePassword=***&keyPassword=***&trustStorePassword=***",
                "s3cret-word | jdbc:sqlite:shop.db?password=***",
                "s3cret-word | jdbc:sqlite:file:shop.db?cipher=sqlcipher&key=***",
                "s3cret-word | jdbc:sqlserver://db;user=app;password=***;encrypt=true",
                "s3cret-word | jdbc:h2:~/shop;USER=sa;PASSWORD=***",
                "s%40cr%2Ft   | jdbc:mysql://app:***@db/shop?password=***",
                "p@ss:w/rd,x  | jdbc:mysql://app:***@db:3306/shop",
                "a;b,c)d      | jdbc:postgresql://db/shop?password=***&user=app",
                "1            | jdbc:mysql://app:***@db:3306/shop?password=***&useCompression=1",
                "x            | jdbc:mysql://db/x?password=***&user=x"
            })
    void anAddressIsShownWithoutItsPassword(String password, String shown) {
        String url = shown.replace("***", password);
        Secrets secrets = new Secrets();
        secrets.addUrl(url);
        assertThat(secrets.hide(url))
                .isEqualTo(password.equals("x") ? "jdbc:mysql://db/***?password=***&user=***" : shown);
        assertThat(secrets.hide("cannot connect to " + url + " as app"))
                .doesNotContain("assword=" + password, ":" + password + "@");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:mysql://db:3306/shop?primary_key=1&monkey=2&tokenize=3&passwordCharacterEncoding=utf8&bypass=4",
                "jdbc:postgresql://db/shop?sslkey=1&keyset=2&preferQueryMode=simple&ApplicationName=pass",
                "jdbc:sqlite:key.db?foreign_keys=1&hexkey_mode=SSE",
                "jdbc:mysql://[::1]:3306/shop?user=password"
            })
    void whatOnlySoundsLikeASecretHidesNothing(String url) {
        Secrets secrets = new Secrets();
        secrets.addUrl(url);
        String text = url + ": 1 migration, 2 of 3 events, pass 4 of migration 0001, /*utf8 simple*/";
        assertThat(secrets.hide(text)).isEqualTo(text);
    }

    @Test
    void anEncodedPasswordIsHiddenAsTheDatabaseSeesIt() {
        Secrets secrets = new Secrets();
        secrets.addUrl("jdbc:mysql://app:p%40ss%2Bw%C3%B6rd@db/shop");
        assertThat(secrets.hide("login with p@ss+wörd refused")).isEqualTo("login with *** refused");
        secrets.addUrl("jdbc:mysql://db/shop?password=100%");
        assertThat(secrets.hide("it is 100%")).isEqualTo("it is ***");
    }

    @Test
    void aShortPasswordIsHiddenWhereItStandsAlone() {
        Secrets secrets = new Secrets();
        secrets.add(Optional.of("a"));
        secrets.add(Optional.of("test"));
        assertThat(secrets.hide("a table: 'a', the latest test, test_1"))
                .isEqualTo("*** table: '***', the latest ***, ***_1");
    }

    /** What is copied from a message stays what it is: postgres is a password, too. */
    @ParameterizedTest
    @ValueSource(strings = {"postgres", "postgresql", "mysql", "sqlite", "mariadb"})
    void thePasswordThatIsADatabasesNameLeavesAddressesWhole(String password) {
        Secrets secrets = new Secrets();
        secrets.add(Optional.of(password));
        for (String kind : new String[] {"postgresql", "mysql", "sqlite", "mariadb"}) {
            assertThat(secrets.hide("jdbc:" + kind + "://db/shop: " + password + " is wrong"))
                    .isEqualTo("jdbc:" + kind + "://db/shop: *** is wrong");
        }
        assertThat(secrets.hide("jdbc:" + password)).isEqualTo("jdbc:***");
    }

    /** A dump is a file to be used, whatever its format. */
    @Test
    void aDumpIsWholeInJsonToo() throws Exception {
        Workplace at = new Workplace(directory)
                .migration("0001_x.sql", "CREATE TABLE users (id INTEGER, secret TEXT);")
                .environment("LEDGER_PASSWORD", "secret");
        assertThat(at.run("migrate").code()).isZero();
        String text = at.run("dump").out();
        assertThat(text).contains("secret TEXT");
        assertThat(new ObjectMapper()
                        .readTree(at.run("dump", "--format", "json").out())
                        .get("text")
                        .asText())
                .isEqualTo(text);
    }

    /** Nobody can tell a password from the word that it is; but to hide every 1 would hide no secret. */
    @Test
    void aPasswordThatIsAnOrdinaryWordIsHiddenAndASmallNumberIsNot() {
        Secrets secrets = new Secrets();
        secrets.add(Optional.of("orders"));
        secrets.addUrl("jdbc:mysql://app:1@db/shop");
        secrets.add(Optional.of("42"));
        secrets.add(Optional.of("2024"));
        assertThat(secrets.hide("1 of 42 rows of orders, 2024")).isEqualTo("1 of 42 rows of ***, ***");
        assertThat(secrets.hide("jdbc:mysql://app:1@db/shop")).isEqualTo("jdbc:mysql://app:***@db/shop");
    }

    @Test
    void theLongerOfTwoPasswordsIsHiddenWhole() {
        Secrets secrets = new Secrets();
        secrets.add(Optional.of("s3cret-word"));
        secrets.add(Optional.of("s3cret-word-2"));
        assertThat(secrets.hide("s3cret-word-2 and s3cret-word")).isEqualTo("*** and ***");
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

    /** AU-48. A text is cut after the password was hidden in it: of one that stands at the cut, no half is shown. */
    @Test
    void noHalfOfItIsShownWhereATextIsCut() {
        for (int before = 20; before < 130; before += 5) {
            Path place = directory.resolve("cut" + before);
            Workplace at = new Workplace(place).environment("LEDGER_PASSWORD", "Zebra-Quagga");
            at.migration("0001_x.sql", "CREATE TABLE x (a);").migration("0001_x.down.sql", down(before));
            at.run("migrate");
            at.migration(
                    "0002_y.sql", "SELECT 1 FROM \"" + "n".repeat(before) + "Zebra-Quagga" + "n".repeat(90) + "\";");
            Workplace.Result failed = at.terminal().run("migrate");
            assertThat(failed.code()).isEqualTo(1);
            Workplace.Result asked = at.types("no").run("rollback");
            assertThat(asked.err()).contains("This loses data");
            Workplace.Result history = at.run("history");
            assertThat(history.out()).contains("nnn");
            assertThat(failed.out()
                            + failed.err()
                            + asked.err()
                            + history.out()
                            + at.run("history", "--attempts").out())
                    .doesNotContain("Zebr", "agga", "nZ");
        }
    }

    /** AU-48. The ledger's own texts have been cut before anybody knew what password the command would have. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 'Zebra-Quagg…        | SELECT '***…",
                "SELECT 'Zebra…' and Zeb…   | SELECT '***…' and ***…",
                "SELECT 'Ze… of Zebra, Zebra | SELECT 'Ze… of Zebra, Zebra",
                "Zebra-Quagga… Zebra-Quag…   | ***… ***…",
                "Zeb…                        | ***…",
                "…                           | …"
            })
    void theBeginningOfItIsHiddenBeforeACut(String text, String shown) {
        Secrets secrets = new Secrets();
        secrets.add(Optional.of("Zebra-Quagga"));
        assertThat(secrets.hide(text)).isEqualTo(shown);
    }

    private static String down(int before) {
        return "DELETE FROM x WHERE a = '" + "w".repeat(before) + "Zebra-Quagga" + "w".repeat(90) + "';";
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
                .contains("Set LEDGER_PASSWORD, or name a file that holds the password: --password-file."
                        + " On the command line it is --password=VALUE.");
        Workplace.Result asked = at.typesPassword("s3cret-word")
                .migration("0003_x.sql", "SELECT 1 FROM \"s3cret-word\";")
                .run("migrate", "--password");
        assertThat(asked.code()).isEqualTo(1);
        assertThat(asked.err()).contains("***").doesNotContain("s3cret-word");
    }

    /** What stands behind it is hidden where it was taken for the password. */
    @Test
    void noOptionIsTakenForAPassword() {
        Workplace at = new Workplace(directory)
                .file("one/0001_x.sql", "SELECT '--dir', 's3cret-word';")
                .typesPassword("s3cret-word");
        for (String[] command : new String[][] {
            {"migrate", "--dry-run", "--password", "--dir", "one"},
            {"migrate", "--dry-run", "--password", "--dir=one"},
            {"migrate", "--password", "--dry-run", "--dir", "one"},
            {"migrate", "--dir", "one", "--dry-run", "--password"},
            {"migrate", "--dry-run", "--dir", "one", "--password", "s3cret-word"},
        }) {
            assertThat(at.run(command).out()).contains("SELECT '--dir', '***';");
        }
        assertThat(new Workplace(directory)
                        .run("migrate", "--password", "--dir", "one")
                        .err())
                .startsWith("ML-1002  --password without a value, and no terminal to ask at")
                .contains("--password=VALUE");
    }

    /** It may be a password that begins so: it is not told. */
    @ParameterizedTest
    @ValueSource(strings = {"--s3cret-word", "-s3cret-word", "--s3cret=word"})
    void whatBeginsAsAnOptionAndIsNoneIsNotTaken(String word) {
        Workplace at = new Workplace(directory).shop().typesPassword("another");
        assertThat(at.run("migrate", "--password", word)).isEqualTo(new Workplace.Result(2, "", """
                        ML-1002  the word after --password begins with a dash, and is no option of 'ledger migrate'
                          now    Nothing in the database was changed.
                          next   If it is the password, write --password=VALUE. Otherwise check the option's name.
                        """));
        assertThat(at.database()).doesNotExist();
        assertThat(at.run("migrate", "--password=" + word).code()).isZero();
    }

    /** An option in the wrong place or of a wrong name is told by its name alone: its value may be a password. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--password=s3cret-word migrate | Write 'ledger COMMAND --password …'; see 'ledger help'.",
                "--url=jdbc:postgresql://u:s3cret-word@h/db migrate | Write 'ledger COMMAND --url …'; see 'ledger help'.",
                "password=s3cret-word migrate | unknown command 'password'",
                "jdbc:postgresql://u:s3cret-word@h/db migrate | unknown command 'jdbc:…'",
                "help password=s3cret-word | unknown command 'password'",
                "migrate --pasword=s3cret-word | unknown option '--pasword'",
                "migrate --pasword=s3cret-word | Did you mean '--password'? See 'ledger help migrate'.",
                "migrate -password=s3cret-word | unknown option '-password'",
                "migrate now --pasword=s3cret-word | unexpected argument 'now'",
                "migrate now --pasword s3cret-word | unexpected argument 'now'",
                "migrate password=s3cret-word | unexpected argument 'password'",
                "migrate jdbc:postgresql://u:s3cret-word@h/db | unexpected argument 'jdbc:…'",
                "migrate jdbc:postgresql://u:s3cret=word@h/db | unexpected argument 'jdbc:…'",
                "migrate jdbc:postgresql://h/db | unexpected argument 'jdbc:postgresql://h/db'",
                "migrate postgres://u:s3cret-word@h/db | unexpected argument 'postgres://…'",
                "status postgres://u:s3cret=word@h/db | unexpected argument 'postgres://…'",
                "mysql://u:s3cret-word@h/db | unknown command 'mysql://…'",
                "diff postgres://u:s3cret-word@h/db now | postgres://…' is no JDBC address",
                "diff postgresql+x://h/db now | postgresql+x://h/db' is no JDBC address",
                "check --against postgresql://u:s3cret-word@h/db | postgresql://…' is no JDBC address",
                "diff JDBC:mysql://u:s3cret-word@h/db now | JDBC:mysql://…' is no JDBC address",
                "check --declared mysql://u:s3cret-word@h/db | mysql://…' is no JDBC address",
                "migrate --user --password=s3cret-word | missing --user USER",
                "accept 0001 --reson=s3cret-word | unknown option '--reson'",
                "version --password=s3cret-word | unknown option '--password'"
            })
    void wrongArgumentsAreToldWithoutTheirValues(String args, String said) {
        Workplace at = new Workplace(directory);
        Workplace.Result text = at.run(args.split(" "));
        assertThat(text.code()).isEqualTo(2);
        assertThat(text.err()).contains(said).doesNotContain("s3cret");
        Workplace.Result json = at.run((args + " --format=json").split(" "));
        assertThat(json.out()).contains(said).doesNotContain("s3cret");
    }

    /** A password is found whatever a format writes for its characters. */
    @Test
    void formatsThatEscapeHoldNoneThatIsEscaped() throws Exception {
        String password = "pa\"s\\s<&>word";
        Workplace at = new Workplace(directory)
                .environment("LEDGER_PASSWORD", password)
                .migration("0001_x.sql", "SELECT 1 FROM [" + password + "];");
        assertThat(at.run("migrate").code()).isEqualTo(1);
        String history = at.run("history", "--format", "json").out();
        assertThat(new ObjectMapper()
                        .readTree(history)
                        .at("/events/1/detail/error/message")
                        .asText())
                .contains("no such table: ***");
        String csv = at.run("history", "--format", "csv").out();
        assertThat(csv).contains("no such table: ***");
        String sarif = at.run("check", "--format", "sarif").out();
        assertThat(new ObjectMapper()
                        .readTree(sarif)
                        .at("/runs/0/results/0/message/text")
                        .asText())
                .contains("no such table: ***");
        String junit = at.run("check", "--format", "junit").out();
        assertThat(junit).contains("no such table: ***");
        assertThat(history + csv + sarif + junit).doesNotContain("word");
    }

    /** A number in an event's detail is no text: with stars for it the detail would be no JSON. */
    @Test
    void aNumberOfTheDetailStaysOne() throws Exception {
        Workplace at = new Workplace(directory)
                .environment("LEDGER_PASSWORD", "1234")
                .migration("0001_x.sql", "\n".repeat(1233) + "SELECT 1 FROM \"1234\";");
        assertThat(at.run("migrate").code()).isEqualTo(1);
        JsonNode error = new ObjectMapper()
                .readTree(at.run("history", "--format", "json").out())
                .at("/events/1/detail/error");
        assertThat(error.get("line").isInt()).isTrue();
        assertThat(error.get("line").asInt()).isEqualTo(1234);
        assertThat(error.get("message").asText()).contains("no such table: ***");
        assertThat(at.run("history", "--format", "csv").out())
                .contains("\"\"line\"\":1234,")
                .contains("no such table: ***");
    }
}

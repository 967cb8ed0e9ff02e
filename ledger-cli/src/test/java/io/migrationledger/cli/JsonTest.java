package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.migrationledger.cli.command.Verbs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command's document against its schema in docs/json, which is published. */
class JsonTest {
    private static final Path SCHEMAS = Path.of("../docs/json").toAbsolutePath().normalize();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void workplace() {
        at = new Workplace(directory);
    }

    private JsonNode document(int code, String... args) throws JsonProcessingException {
        String[] all = Stream.concat(Arrays.stream(args), Stream.of("--format", "json"))
                .toArray(String[]::new);
        Workplace.Result result = at.run(all);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).as(result.out()).isEqualTo(code);
        JsonNode document = new ObjectMapper()
                .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(result.out());
        assertThat(document.get("exitCode").asInt()).isEqualTo(code);
        assertThat(document.get("ok").asBoolean()).isEqualTo(code == 0);
        assertThat(document.get("command").asText()).isEqualTo(args[0]);
        JsonSchema schema =
                FACTORY.getSchema(SCHEMAS.resolve(args[0] + ".schema.json").toUri());
        assertThat(schema.validate(document)).as(result.out()).isEmpty();
        return document;
    }

    /** Beside the error stands the head of what the run had recorded before. */
    @Test
    void aRunThatIsRefusedAfterAnAdoption() throws Exception {
        at.migration("1_users.up.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);");
        at.sql("CREATE TABLE schema_migrations (version INTEGER NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL)");
        at.sql("INSERT INTO schema_migrations VALUES (1, 1)");
        assertThat(document(4, "migrate", "--adopt", "any").at("/head/sequence").asInt())
                .isEqualTo(2);
        assertThat(document(4, "migrate").has("head")).isFalse();
    }

    @Test
    void adoption() throws Exception {
        at.migration("1_users.up.sql", "CREATE TABLE users (id INTEGER PRIMARY KEY);");
        at.sql("CREATE TABLE schema_migrations (version INTEGER NOT NULL PRIMARY KEY, dirty BOOLEAN NOT NULL)");
        at.sql("INSERT INTO schema_migrations VALUES (1, 0)");
        document(1, "migrate");
        assertThat(document(0, "adopt", "--dry-run").get("rows")).hasSize(1);
        JsonNode adopted = document(0, "adopt");
        assertThat(adopted.get("tool").asText()).isEqualTo("golang-migrate");
        assertThat(adopted.at("/events/0/detail/adopted/row/version").asInt()).isEqualTo(1);
        JsonNode line = document(0, "status").get("migrations").get(0);
        assertThat(line.at("/inEffect/adopted/tool").asText()).isEqualTo("golang-migrate");
        assertThat(document(0, "adopt").get("doneBefore").asBoolean()).isTrue();
        document(2, "adopt", "--from", "flyway");
    }

    @Test
    void schemasThatAreDeclared() throws Exception {
        at.shop().file("schema.sql", "CREATE TABLE other (id INTEGER);");
        document(3, "generate", "one table less", "--to", "schema.sql", "--dropped", "users");
        assertThat(document(0, "generate", "one table less", "--to", "schema.sql", "--dropped", "users", "--allow-loss")
                        .get("created"))
                .hasSize(2);
        assertThat(document(0, "dump", "--migrations").get("text").asText()).contains("CREATE TABLE other");
        document(3, "dump", "--check", "schema.sql");
        document(1, "push", "--to", "schema.sql");
        at.run("migrate");
        assertThat(document(0, "push", "--to", "schema.sql").get("ran").asBoolean())
                .isFalse();
        at.file("schema.sql", "CREATE TABLE other (id INTEGER, name TEXT);");
        assertThat(document(0, "push", "--to", "schema.sql", "--yes").get("ran").asBoolean())
                .isTrue();
    }

    @Test
    void everyCommandThatGoesWell() throws Exception {
        at.shop();
        document(0, "version");
        assertThat(document(0, "plan").get("migrations")).hasSize(2);
        JsonNode dry = document(0, "migrate", "--dry-run");
        assertThat(dry.at("/migrations/1/script/1/text").asText()).isEqualTo("INSERT INTO users VALUES (2, 'Jo')");
        document(0, "status");
        document(3, "status", "--check");
        document(3, "history");
        document(0, "validate");
        document(0, "rollback");

        JsonNode run = document(0, "migrate");
        assertThat(run.get("completed")).hasSize(2);
        assertThat(run.at("/head/sequence").asInt()).isEqualTo(4);
        JsonNode again = document(0, "migrate");
        assertThat(again.get("completed")).isEmpty();
        assertThat(again.get("head").isNull()).isTrue();
        assertThat(document(0, "status", "--check").at("/migrations/0/standing").asText())
                .isEqualTo("APPLIED");
        assertThat(document(0, "history").get("events")).hasSize(4);
        JsonNode verified = document(0, "verify");
        assertThat(document(0, "verify", "--head", verified.get("head").asText())
                        .get("notedHeadAt")
                        .asInt())
                .isEqualTo(4);
        assertThat(document(0, "history", "--attempts").get("attempts")).hasSize(2);
        assertThat(document(0, "history", "--durations").get("durations")).hasSize(2);
        assertThat(document(3, "diff", "2").get("onlyInB")).hasSize(1);
        assertThat(document(0, "diff", "now").get("equal").asInt()).isEqualTo(2);
        document(2, "diff", "x");
        assertThat(document(0, "check").get("findings")).isEmpty();
        at.file("schema.sql", "CREATE TABLE other (id INTEGER);");
        assertThat(document(3, "check", "--declared", "schema.sql").get("findings"))
                .hasSize(1);
        document(0, "status", "--as-of", "2");
        assertThat(document(0, "export", "--out", "shop.jsonl").get("events").asInt())
                .isEqualTo(4);
        document(2, "export");
        assertThat(document(0, "verify", "shop.jsonl").get("head")).isEqualTo(verified.get("head"));
        assertThat(document(0, "import", "shop.jsonl").get("doneBefore").asBoolean())
                .isTrue();
        document(0, "seal", "--new-key", "key.pem");
        assertThat(document(0, "seal", "--key", "key.pem", "--out", "head.seal")
                        .at("/seal/sequence")
                        .asInt())
                .isEqualTo(4);
        assertThat(document(0, "verify", "--seal", "head.seal", "--public-key", "key.pub.pem")
                        .at("/seal/keyTrusted")
                        .asBoolean())
                .isTrue();
        assertThat(document(0, "report", "--out", "report.html").get("form").asText())
                .isEqualTo("html");
        document(2, "report");
        assertThat(document(0, "docs", "--out", "schema.md").get("form").asText())
                .isEqualTo("markdown");
        document(2, "docs");
        assertThat(verified.get("scripts").asInt()).isEqualTo(2);
        assertThat(document(0, "show", "0002").get("sql").asText()).contains("INSERT");
        assertThat(document(0, "show", "0002", "--down").get("direction").asText())
                .isEqualTo("DOWN");
        document(2, "show", "0009");
        assertThat(document(0, "doctor").get("findings")).hasSizeGreaterThan(8);
        assertThat(document(0, "environment").get("environment").isNull()).isTrue();
        assertThat(document(0, "environment", "production", "--reason", "x")
                        .get("environment")
                        .asText())
                .isEqualTo("production");
        assertThat(document(0, "status").get("environment").asText()).isEqualTo("production");
        document(1, "drift");
        assertThat(document(0, "drift", "--accept", "--reason", "as it is")
                        .get("accepted")
                        .asBoolean())
                .isTrue();
        assertThat(document(0, "drift", "--sql").get("undo").get("statements")).isEmpty();
        assertThat(document(0, "drift").get("changes")).isEmpty();
        document(0, "rollback", "--dry-run");
        document(0, "rollback", "--steps", "1", "--keep-snapshots=true");
        document(0, "new", "add user avatar", "--down");
        at.file("goose/1_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\n");
        assertThat(document(0, "convert", "--dir", "goose", "--out", "converted")
                        .get("files"))
                .hasSize(2);
        document(2, "convert", "--dir", "goose", "--out", "converted");
        document(2, "squash", "2", "--from", "2", "--name", "x");
        assertThat(document(0, "squash", "2", "--name", "all of it", "--delete").get("replaces"))
                .hasSize(2);
    }

    @Test
    void declarations() throws Exception {
        at.shop();
        document(0, "baseline", "0001", "--reason", "made by hand");
        at.migration("0001_create_users.sql", "SELECT 2;\n");
        document(0, "accept", "0001", "--reason", "the same");
        document(1, "migrate");
        document(0, "resolve", "0002", "--applied", "--reason", "I looked");
        Files.delete(at.path("migrations/0002_add_mira.sql"));
        Files.delete(at.path("migrations/0002_add_mira.down.sql"));
        assertThat(document(0, "forget", "0002", "--reason", "gone")
                        .at("/events/0/origin")
                        .asText())
                .isEqualTo("FORGOTTEN");
        document(2, "forget", "--missing", "--reason", "gone");
        assertThat(document(0, "status", "--recorded")
                        .at("/migrations/1/standing")
                        .asText())
                .isEqualTo("FORGOTTEN");
        document(1, "rollback", "--steps", "1");
        document(0, "baseline", "--undo", "--reason", "it is another database");
        document(0, "history");
    }

    @Test
    void nobodyIsAsked() throws Exception {
        at.shop().types("no").run("migrate");
        document(2, "rollback", "--all");
        assertThat(document(0, "rollback", "--all", "--yes").get("completed")).hasSize(2);
    }

    @Test
    void aRunThatFailsSaysHowFarItGot() throws Exception {
        at.shop()
                .migration("0003_bad.sql", "INSERT INTO users VALUES (3, 'Kim');\nINSERT INTO nowhere VALUES (1);\n")
                .migration("0004_later.sql", "SELECT 1;\n");
        JsonNode failed = document(1, "migrate");
        assertThat(failed.at("/error/code").asText()).isEqualTo("ML-1401");
        assertThat(failed.get("completed")).hasSize(2);
        assertThat(failed.at("/failed/failure/line").asInt()).isEqualTo(2);
        assertThat(failed.at("/notRun/0/id").asText()).isEqualTo("0004");
    }

    @Test
    void problemsAndErrors() throws Exception {
        at.shop().run("migrate");
        at.migration("0001_create_users.sql", "SELECT 2;\n").migration("0003_x.sql", "COMMIT;");
        assertThat(document(1, "validate").get("problems")).hasSize(2);
        document(3, "status", "--check");
        assertThat(document(1, "migrate").at("/error/code").asText()).isEqualTo("ML-1301");
        assertThat(document(2, "migrate", "--bad").at("/error/what").asText()).isEqualTo("unknown option '--bad'");
        document(2, "resolve", "0001");
        document(2, "new", "update");
        document(2, "history", "--url", "jdbc:oracle:thin:@db");
    }

    @Test
    void everySchemaIsThatOfACommand() throws Exception {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            Set<String> names = files.map(file -> file.getFileName().toString().replace(".schema.json", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> expected = new TreeSet<>(Verbs.NAMES);
            expected.addAll(Set.of("definitions", "error", "version"));
            assertThat(names).isEqualTo(expected);
        }
    }
}

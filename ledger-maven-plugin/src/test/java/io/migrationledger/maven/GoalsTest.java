package io.migrationledger.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals, on a real project's directory; Maven itself runs them in examples/maven-plugin. */
class GoalsTest {
    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        file("migrations/0001_create_users.sql", "CREATE TABLE users (id INTEGER, name TEXT DEFAULT '${greeting}');\n");
        file("migrations/0001_create_users.down.sql", "DROP TABLE users;\n");
    }

    private void file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private <T extends LedgerMojo> T on(T goal) {
        MavenProject project = new MavenProject();
        Build build = new Build();
        build.setOutputDirectory(directory.resolve("target/classes").toString());
        project.setBuild(build);
        project.setFile(directory.resolve("pom.xml").toFile());
        goal.project = project;
        goal.variables = Map.of();
        goal.url = "jdbc:sqlite:" + directory.resolve("shop.db");
        goal.placeholders = Map.of("greeting", "hello");
        Log log = new SystemStreamLog() {
            @Override
            public void info(CharSequence content) {
                told.add(content.toString());
            }
        };
        goal.setLog(log);
        return goal;
    }

    @Test
    void checkTriesAllOnAScratchDatabaseAndFailsTheBuild() throws Exception {
        CheckMojo check = on(new CheckMojo());
        check.execute();
        assertThat(told).anyMatch(line -> line.startsWith("1 migration ran on SQLite"));
        assertThat(directory.resolve("shop.db")).doesNotExist();
        file("migrations/0001_create_users.down.sql", "SELECT 1;\n");
        assertThatThrownBy(check::execute).isInstanceOf(MojoFailureException.class);
        assertThat(told).anyMatch(line -> line.contains("does not lead back"));
    }

    @Test
    void migratesShowsAndRollsBack() throws Exception {
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.execute();
        assertThat(told).anyMatch(line -> line.startsWith("Applied 1 migration"));
        told.clear();
        migrate.execute();
        assertThat(told).anyMatch(line -> line.startsWith("Nothing is pending"));
        StatusMojo status = on(new StatusMojo());
        status.check = true;
        status.execute();
        assertThat(told).anyMatch(line -> line.contains("0001") && line.contains("create users"));
        on(new VerifyMojo()).execute();
        on(new HistoryMojo()).execute();
        RollbackMojo rollback = on(new RollbackMojo());
        rollback.yes = true;
        rollback.execute();
        assertThatThrownBy(status::execute)
                .as("something is pending")
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("ledger status ended with exit code 3; see above");
    }

    /** Maven gives null for an element that has no text. */
    @Test
    void aPlaceholderMayBeEmpty() throws Exception {
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.placeholders = new HashMap<>();
        migrate.placeholders.put("greeting", null);
        migrate.execute();
        assertThat(told).anyMatch(line -> line.startsWith("Applied 1 migration"));
    }

    @Test
    void anErrorIsTheBuildsError() throws Exception {
        file("migrations/0002_broken.sql", "CREATE TABEL x (a INT);\n");
        MigrateMojo migrate = on(new MigrateMojo());
        assertThatThrownBy(migrate::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("ML-1401")
                .hasMessageContaining("CREATE TABEL")
                .hasMessageContaining("next ");
        assertThat(told).as("what happened before").anyMatch(line -> line.contains("0001"));
    }

    /** As --url does on the command line. */
    @Test
    void theAddressOfTheBuildWinsOverThatOfAnEnvironment() throws Exception {
        file("ledger.staging.properties", "url=jdbc:sqlite:" + directory.resolve("staging.db") + "\n");
        ValidateMojo validate = on(new ValidateMojo());
        validate.env = "staging";
        validate.dialect = "sqlite";
        validate.execute();
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.env = "staging";
        migrate.variables = Map.of("LEDGER_URL", "jdbc:sqlite:" + directory.resolve("variable.db"));
        migrate.execute();
        assertThat(directory.resolve("shop.db")).exists();
        assertThat(directory.resolve("staging.db")).doesNotExist();
        assertThat(directory.resolve("variable.db")).doesNotExist();
    }

    /** An environment that a goal compares with is not the database of the build. */
    @Test
    void anEnvironmentToCompareWithHasItsOwnAddress() throws Exception {
        file("ledger.staging.properties", "url=jdbc:sqlite:" + directory.resolve("staging.db") + "\n");
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.url = null;
        migrate.env = "staging";
        migrate.execute();
        CheckMojo check = on(new CheckMojo());
        check.against = "env:staging";
        check.execute();
        file("migrations/0001_create_users.sql", "CREATE TABLE users (id INTEGER);\n");
        assertThatThrownBy(check::execute).isInstanceOf(MojoFailureException.class);
        assertThat(told).anyMatch(line -> line.contains("it was edited since it was applied in env:staging"));
        assertThat(directory.resolve("shop.db")).doesNotExist();
    }

    /** A file that is not there shows which one was taken. */
    @Test
    void whatTheBuildSaysOfThePasswordWins() throws Exception {
        StatusMojo status = on(new StatusMojo());
        status.variables = Map.of("LEDGER_PASSWORD_FILE", "of-the-variable");
        assertThatThrownBy(status::execute).hasMessageContaining("there is no file of-the-variable");
        status.password = "said";
        status.execute();
        status.password = null;
        status.variables = Map.of("LEDGER_PASSWORD", "said");
        status.passwordFile = "of-the-build";
        assertThatThrownBy(status::execute).hasMessageContaining("there is no file of-the-build");
        file("of-the-build", "secret\n");
        status.execute();
        status.password = "said";
        assertThatThrownBy(status::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("password and passwordFile were both given: keep one of the two");
    }

    @Test
    void aWrongSettingIsTheBuildsMistake() {
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.lockTimeout = "soon";
        assertThatThrownBy(migrate::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("--lock-timeout soon is not a time");
        assertThat(directory.resolve("shop.db")).doesNotExist();
    }

    /** AU-14. */
    @Test
    void aHeadThatTheLedgerDoesNotHaveFailsTheBuildBeforeAnythingRuns() throws Exception {
        on(new MigrateMojo()).execute();
        file("migrations/0002_create_posts.sql", "CREATE TABLE posts (a INT);\n");
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.expectHead = "38:" + "3f9a".repeat(16);
        assertThatThrownBy(migrate::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasMessageStartingWith("ML-1510");
        migrate.expectHead = told.stream()
                .filter(line -> line.startsWith("Head: "))
                .findFirst()
                .orElseThrow();
        told.clear();
        migrate.execute();
        assertThat(told).anyMatch(line -> line.contains("0002"));
    }

    @Test
    void theFileOfTheCommandCounts() throws Exception {
        file("ledger.properties", "dir=db\n");
        file("db/0001_create_posts.sql", "CREATE TABLE posts (a INT);\n");
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.dryRun = true;
        migrate.execute();
        assertThat(told).anyMatch(line -> line.contains("CREATE TABLE posts"));
        migrate.dirs = List.of("migrations");
        told.clear();
        migrate.execute();
        assertThat(told).anyMatch(line -> line.contains("'hello'"));
        assertThat(directory.resolve("shop.db")).doesNotExist();
    }

    @Test
    void isLeftOutWhereThatIsWanted() throws Exception {
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.skip = true;
        migrate.execute();
        assertThat(told).containsExactly("ledger migrate is left out (ledger.skip)");
        assertThat(directory.resolve("shop.db")).doesNotExist();
    }

    @Test
    void aServerThatSettingsDoNotHaveIsNamed() {
        MigrateMojo migrate = on(new MigrateMojo());
        migrate.serverId = "shop-db";
        assertThatThrownBy(migrate::execute)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("no server 'shop-db'");
    }

    @Test
    void theNextMigrationIsWritten() throws Exception {
        NewMojo next = on(new NewMojo());
        next.name = "add avatar";
        next.execute();
        assertThat(directory.resolve("migrations/0002_add_avatar.sql")).exists();
    }
}

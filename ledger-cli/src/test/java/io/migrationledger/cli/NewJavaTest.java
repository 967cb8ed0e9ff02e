package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.migration.JavaMigration;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code new --java}, and what it writes, compiled and run by the command. */
class NewJavaTest {
    private static final String SOURCES = "src/main/java/com/example/";

    private static final String NEXT =
            "Write what it does, build the program, and run 'ledger migrate --classpath CLASSES'.\n";

    @TempDir
    Path directory;

    private Workplace at;

    @BeforeEach
    void begin() {
        at = new Workplace(directory)
                .migration("0001_create_posts.sql", "CREATE TABLE posts (title TEXT, slug TEXT);")
                .file("ledger.properties", "registry=com.example.ShopMigrations\n");
    }

    private void edit(String file, String from, String to) throws IOException {
        String text = Files.readString(at.path(file));
        assertThat(text).contains(from);
        Files.writeString(at.path(file), text.replace(from, to));
    }

    private void compile() throws IOException, URISyntaxException {
        String api = Path.of(JavaMigration.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Path classes = Files.createDirectories(at.path("target/classes"));
        Stream<String> options = Stream.of("-proc:none", "-Xlint:all", "-Werror", "-cp", api, "-d", classes.toString());
        try (Stream<Path> sources = Files.list(at.path(SOURCES))) {
            String[] arguments =
                    Stream.concat(options, sources.map(Path::toString)).toArray(String[]::new);
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
                    .isZero();
        }
    }

    @Test
    void aClassIsWrittenEnteredCompiledRunAndRolledBack() throws Exception {
        assertThat(at.run("new", "fill \"slugs\"", "--java").out())
                .isEqualTo("Created DIR/" + SOURCES + "M0002FillSlugs.java\nCreated DIR/" + SOURCES
                        + "ShopMigrations.java\n" + NEXT);
        assertThat(at.run("new", "post ideas", "--java", "--down").out())
                .isEqualTo("Created DIR/" + SOURCES + "M0003PostIdeas.java\n" + NEXT);
        assertThat(Files.readString(at.path(SOURCES + "ShopMigrations.java"))).isEqualTo("""
                        package com.example;

                        import io.migrationledger.migration.JavaMigration;
                        import io.migrationledger.migration.MigrationRegistry;

                        /** The migrations that are written in Java. */
                        public final class ShopMigrations implements MigrationRegistry {
                            @Override
                            public JavaMigration[] javaMigrations() {
                                return new JavaMigration[] {
                                    // ledger: begin, 'ledger new --java' adds to these lines
                                    new M0002FillSlugs(),
                                    new M0003PostIdeas(),
                                    // ledger: end
                                };
                            }
                        }
                        """);
        assertThat(at.run("migrate").err())
                .contains("the class com.example.ShopMigrations is not there")
                .contains("Its source is DIR/" + SOURCES + "ShopMigrations.java: build the program");
        compile();
        assertThat(at.run("migrate", "--classpath", "target/classes").err())
                .as("a class that is not written yet applies nothing")
                .contains("0002")
                .contains("not written yet")
                .contains(
                        "Fix the class, build the program, and run 'ledger migrate --classpath target/classes' again.");
        String unwritten = "throw new UnsupportedOperationException(\"not written yet\");";
        edit(
                SOURCES + "M0002FillSlugs.java",
                unwritten,
                "connection.createStatement().execute(\"INSERT INTO posts VALUES ('A', 'a')\");");
        edit(
                SOURCES + "M0003PostIdeas.java",
                "public void up(Connection connection) throws SQLException {\n        " + unwritten,
                "public void up(Connection connection) throws SQLException {\n"
                        + "        connection.createStatement().execute(\"CREATE TABLE ideas (a INT)\");");
        edit(SOURCES + "M0003PostIdeas.java", unwritten, "connection.createStatement().execute(\"DROP TABLE ideas\");");
        compile();
        at.file("ledger.properties", "registry=com.example.ShopMigrations\nclasspath=target/classes\n");
        assertThat(at.run("migrate").out()).contains("Applied 2 migrations");
        assertThat(at.query("SELECT title || slug FROM posts")).isEqualTo("Aa");
        assertThat(at.run("status").out()).contains("fill \"slugs\"").contains("post ideas");
        assertThat(at.run("migrate").out()).contains("Nothing is pending: 3 migrations");
        assertThat(at.run("rollback", "--steps", "1", "--yes").out()).contains("0003");
        assertThat(at.query("SELECT name FROM sqlite_master WHERE name = 'ideas'"))
                .isEmpty();
    }

    @Test
    void programsWithoutScriptsNeedNoDirectory() throws Exception {
        Files.delete(at.path("migrations/0001_create_posts.sql"));
        Files.delete(at.path("migrations"));
        at.run("new", "create posts", "--java");
        edit(
                SOURCES + "M0001CreatePosts.java",
                "throw new UnsupportedOperationException(\"not written yet\");",
                "connection.createStatement().execute(\"CREATE TABLE posts (a INT)\");");
        compile();
        Workplace.Result pending = at.run("status", "--check", "--classpath", "target/classes");
        assertThat(pending.code()).isEqualTo(3);
        assertThat(pending.out()).contains("pending").contains("create posts");
        assertThat(at.run("migrate", "--classpath", "target/classes").out()).contains("Applied 1 migration");
        assertThat(at.run("status", "--check", "--classpath", "target/classes").code())
                .isZero();
        at.run("new", "more posts", "--java");
        compile();
        assertThat(at.run("status", "--check", "--classpath", "target/classes").code())
                .as("also where the ledger has begun")
                .isEqualTo(3);
    }

    @Test
    void aClassThatStandsInNoRegistryIsNamed() {
        at.run("new", "fill slugs", "--java");
        at.file(SOURCES + "M0003Lost.java", "package com.example;");
        Workplace.Result result = at.run("new", "more slugs", "--java");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains("M0003Lost.java stands in no registry")
                .contains("'new M0003Lost(),'");
        assertThat(at.path(SOURCES + "M0004MoreSlugs.java")).doesNotExist();
    }

    @Test
    void scriptsAndClassesShareOneOrder() {
        at.run("new", "fill slugs", "--java");
        assertThat(at.run("new", "add avatar").out()).isEqualTo("Created DIR/migrations/0003_add_avatar.sql\n");
        assertThat(at.run("new", "fill avatars", "--java").out())
                .isEqualTo("Created DIR/" + SOURCES + "M0004FillAvatars.java\n" + NEXT);
    }

    @Test
    void wordsThatBeginWithADigitAreNoPartOfTheVersion() throws Exception {
        assertThat(at.run("new", "2 factor login", "--java").out()).contains("/M0002_2FactorLogin.java\n");
        assertThat(Files.readString(at.path(SOURCES + "M0002_2FactorLogin.java")))
                .contains("MigrationId.of(\"0002\")")
                .contains("\"2 factor login\"");
        assertThat(at.run("new", "3 factor login").out())
                .isEqualTo("Created DIR/migrations/0003_-3_factor_login.sql\n");
        assertThat(at.run("plan", "--registry", "", "--format", "json").out())
                .contains("\"0003\"")
                .contains("3 factor login");
        assertThat(at.run("new", "4 factor login", "--java").out()).contains("/M0004_4FactorLogin.java\n");
    }

    @Test
    void noClassIsEnteredTwice() throws Exception {
        at.run("new", "fill slugs", "--java");
        Files.delete(at.path(SOURCES + "M0002FillSlugs.java"));
        assertThat(at.run("new", "fill slugs", "--java").out())
                .as("the compiler tells of the entry whose class is gone")
                .isEqualTo("Created DIR/" + SOURCES + "M0003FillSlugs.java\n" + NEXT);
    }

    @Test
    void aRegistryOfOnesOwnNeedsTheMark() {
        at.file(SOURCES + "ShopMigrations.java", "package com.example;\nclass ShopMigrations {}\n");
        assertThat(at.run("new", "fill slugs", "--java").err()).contains("has no line '// ledger: end'");
        assertThat(at.path(SOURCES + "M0002FillSlugs.java")).doesNotExist();
    }

    @Test
    void theRegistryHasToBeNamed() {
        at.file("ledger.properties", "");
        Workplace.Result result = at.run("new", "fill slugs", "--java");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("none is named").contains("--registry com.example.ShopMigrations");
    }

    @Test
    void whatIsNotThereIsNamedBeforeAnythingRuns() {
        for (List<String> wrong : List.of(
                List.of("--classpath", "target/absent", "target/absent, which does not exist"),
                List.of("--registry", "com.example.Absent", "the class com.example.Absent is not there"),
                List.of("--registry", "java.lang.String", "java.lang.String cannot be used"))) {
            Workplace.Result result = at.run("migrate", wrong.get(0), wrong.get(1));
            assertThat(result.code()).as("%s", wrong).isEqualTo(2);
            assertThat(result.err()).contains(wrong.get(2));
            assertThat(at.database()).doesNotExist();
        }
    }

    @Test
    void aKotlinRegistryGetsKotlin() throws Exception {
        String sources = "src/main/kotlin/com/example/";
        at.file(sources + ".keep", "");
        assertThat(at.run("new", "pay $5", "--java", "--down", "--namespace", "billing")
                        .out())
                .contains(sources + "M0002Pay5.kt");
        assertThat(Files.readString(at.path(sources + "ShopMigrations.kt"))).contains("""
                            arrayOf(
                                // ledger: begin, 'ledger new --java' adds to these lines
                                M0002Pay5(),
                                // ledger: end
                            )
                    """);
        assertThat(Files.readString(at.path(sources + "M0002Pay5.kt")))
                .contains("class M0002Pay5 : JavaMigration {")
                .contains("MigrationId.of(\"billing\", \"0002\")")
                .contains("\"pay \\$5\"")
                .contains("override fun down(connection: Connection)");
    }

    /** Maven says where the classes are. */
    @Test
    void whereTheClassesAreKnownNobodyIsToldToNameThem() {
        at.environment("LEDGER_CLASSPATH", directory.toString());

        assertThat(at.run("new", "fill slugs", "--java").out())
                .endsWith("Write what it does, build the program, and run 'ledger migrate', or in a Maven build"
                        + " 'mvn ledger:migrate'.\n");
    }
}

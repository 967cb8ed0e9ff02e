package io.migrationledger.layouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migrationledger.ErrorCode;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migration;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** sqitch's plan and its three kinds of scripts. */
class SqitchTest {
    private static final String BY = " 2014-01-01T00:00:00Z A B <a@b.c> # note";

    @TempDir
    Path directory;

    SourceFiles source;

    @BeforeEach
    void source() {
        source = new SourceFiles(directory.resolve("files"));
    }

    private void plan(String... lines) {
        source.file("sqitch.plan", "%syntax-version=1.0.0\n%project=shop\n\n" + String.join("\n", lines) + "\n");
    }

    @Test
    void thePlanSaysTheOrderAndWhatTheIdIsMadeOf() {
        plan("users" + BY, "accounts [users]" + BY, "deep/one [users !old]" + BY);
        source.files("deploy/users.sql", "deploy/accounts.sql", "deploy/deep/one.sql", "deploy/other.sql");

        List<Migration> all = source.read();
        assertThat(SourceFiles.ids(all)).containsExactly("users", "accounts", "deep/one");
        assertThat(all.get(1).directives().requires())
                .containsExactly(all.get(0).id());
        assertThat(all.get(2).foreign().orElseThrow().attributes())
                .containsEntry("planned-at", "2014-01-01T00:00:00Z")
                .containsEntry("planner", "A B")
                .containsEntry("email", "a@b.c")
                .containsEntry("note", "note")
                .containsEntry("requires", "users")
                .containsEntry("conflicts", "old")
                .containsEntry("project", "shop");
        assertThat(source.told()).singleElement().asString().contains("other.sql is not in sqitch.plan");
    }

    @Test
    void aVerifyScriptThatFailsFailsItsChangeAndIsNamed() {
        plan("users" + BY);
        source.file("deploy/users.sql", "BEGIN;\nCREATE TABLE users (id);\nCOMMIT;\n");
        source.file("verify/users.sql", "BEGIN;\n\nSELECT id,\n  mail FROM users;\nROLLBACK;\n");
        Sqlite database = new Sqlite(directory.resolve("test.db"));
        Migrator migrator = database.migrator(source.source());

        MigrationFailedException failed =
                catchThrowableOfType(MigrationFailedException.class, () -> migrator.migrate());
        assertThat(failed.what()).contains("verify/users.sql:3:", "mail");
        assertThat(database.contents()).isEmpty();
        source.file("verify/users.sql", "SELECT id FROM users");
        assertThat(migrator.migrate().completed()).hasSize(1);
        assertThat(migrator.migrate().completed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accounts [users] | UNSUPPORTED_FILE | :4: accounts requires users, which does not stand before it",
                "accounts [other:users] | UNSUPPORTED_FILE | accounts requires other:users, of another project",
                "accounts;users [!accounts] | UNSUPPORTED_FILE | :5: users conflicts with accounts",
                "users;users | BAD_SYNTAX | :5: the change is there twice without a tag between",
                "gone | UNREADABLE_FILE | there is no deploy/gone.sql"
            })
    void whatIsWrongWithAPlanIsTold(String lines, ErrorCode code, String what) {
        plan(lines.replace(";", BY + "\n") + BY);
        source.files("deploy/users.sql", "deploy/accounts.sql");

        assertThat(source.refused(code).what()).contains(what);
    }
}

package io.migrationledger.dialect.sqlite;

import static io.migrationledger.dialect.sqlite.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.Migrator;
import io.migrationledger.RollbackOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Properties;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Through a driver that wraps SQLite's: p6spy. */
class WrapperTest {
    @TempDir
    Path directory;

    @BeforeAll
    static void withoutALogFile() {
        System.setProperty("p6spy.config.modulelist", "com.p6spy.engine.spy.P6SpyFactory");
    }

    @Test
    void migratesAndRollsBackByAddressAndByConnection() throws Exception {
        SqliteProject project = new SqliteProject(directory).tables(1, 3);
        project.script("0004_alone.sql", "PRAGMA foreign_keys = ON;", "VACUUM;", "INSERT INTO t1 VALUES (1);");
        String url = "jdbc:p6spy:sqlite:" + project.database();
        Migrator migrator =
                Migrator.of(url, new Properties()).source(project.source()).build();

        assertThat(migrator.migrate().completed()).hasSize(4);
        assertThat(migrator.migrate().isUpToDate()).isTrue();
        assertThat(project.query("SELECT a FROM t1")).containsExactly("1");
        project.script("0005_bad.sql", "CREATE TABLE x (a);", "BROKEN;");
        refused(ErrorCode.STATEMENT_FAILED, migrator::migrate);
        assertThat(project.tables()).containsExactly("t1", "t2", "t3");
        project.delete("0005_bad.sql").script("0004_alone.down.sql", "DELETE FROM t1;");

        try (Connection connection = DriverManager.getConnection(url)) {
            Migrator own = Migrator.of(connection).source(project.source()).build();
            assertThat(own.rollback(RollbackOptions.LAST_BATCH).completed()).hasSize(4);
        }
        assertThat(project.tables()).isEmpty();
        assertThat(Ledger.of(url, new Properties()).verify().isIntact()).isTrue();
    }
}

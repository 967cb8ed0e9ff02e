package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.migration.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A program that names the dialect of its pool. */
class KnownDialectTest {
    @TempDir
    Path directory;

    @Test
    void readsTheFilesBeforeItConnects() {
        SQLiteDataSource pool = new SQLiteDataSource();
        pool.setUrl("jdbc:sqlite:" + directory.resolve("x.db"));
        Migrator migrator = Migrator.of(pool)
                .dialect(new SqliteDialect())
                .source(Migrations.directory(directory.resolve("missing")))
                .build();

        assertThatThrownBy(migrator::migrate)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MISSING_DIRECTORY));
        assertThat(Files.exists(directory.resolve("x.db"))).isFalse();
    }
}

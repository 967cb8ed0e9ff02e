package io.migrationledger.dialect.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.MigrationListener;
import io.migrationledger.migration.Migration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A long statement tells how far it is, and who blocks it, from a second connection. */
class ProgressTest extends PostgresTest {

    @Test
    void anIndexBuildTellsItsPhaseAndWhoBlocksIt() throws Exception {
        execute("CREATE TABLE big (id integer)");
        int blocker;
        try (var statement = observer.createStatement();
                var row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            blocker = row.getInt(1);
        }
        observer.setAutoCommit(false);
        execute("INSERT INTO big VALUES (1)");

        CompletableFuture<String> told = new CompletableFuture<>();
        MigrationListener listener = new MigrationListener() {
            @Override
            public void progress(Migration migration, String text) {
                told.complete(text);
            }
        };
        CompletableFuture<Void> run =
                CompletableFuture.runAsync(() -> migrator("CREATE INDEX CONCURRENTLY big_id ON big (id);")
                        .listener(listener)
                        .build()
                        .migrate());
        String text = told.get(60, TimeUnit.SECONDS);
        observer.commit();
        observer.setAutoCommit(true);
        run.get(60, TimeUnit.SECONDS);

        assertThat(text).contains("waiting for").contains("session " + blocker);
    }
}

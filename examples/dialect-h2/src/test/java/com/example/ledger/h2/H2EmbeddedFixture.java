package com.example.ledger.h2;

import io.migrationledger.conformance.fixture.Waiver;
import io.migrationledger.conformance.fixture.CrashDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A file, which the first process opens and serves to the others. A process that is killed takes the database with it. */
public final class H2EmbeddedFixture extends H2Fixture {

    @Override
    public String reportName() {
        return "h2-embedded";
    }

    @Override
    public List<Waiver> waivers() {
        return List.of(new Waiver(
                "ML-7.5",
                "with AUTO_SERVER=TRUE H2 refuses a connection (\"Lock file recently modified\") while another process is just"
                        + " opening the same file, before there is a session to lock with; the server passes",
                "https://github.com/h2database/h2database/issues/2310"));
    }

    @Override
    public CrashDatabase newDatabase() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("ledger-h2-");
        String url = "jdbc:h2:file:" + directory.resolve("db") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0";
        return made(url, () -> {
            try (var connection = DriverManager.getConnection(url, USER, PASSWORD);
                    var statement = connection.createStatement()) {
                statement.execute("SHUTDOWN IMMEDIATELY");
            }
            try (var files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        });
    }
}

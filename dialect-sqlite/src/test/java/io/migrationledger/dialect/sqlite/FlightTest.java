package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.LedgerSession;
import io.migrationledger.MigrationFailedException;
import io.migrationledger.MigrationListener;
import io.migrationledger.spi.LockHolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of JDK Flight Recorder shows of a run. */
class FlightTest {
    private static final List<String> OF_EVERY_EVENT = List.of("startTime", "duration", "eventThread", "stackTrace");

    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory);
    }

    @Test
    void showsTheRunItsMigrationsAndTheirStatements() throws Exception {
        project.script("0001_users.sql", "CREATE TABLE users (name TEXT);", "INSERT INTO users VALUES ('secret');");
        project.script("0002_orders.sql", "CREATE TABLE orders (id INTEGER);");

        List<RecordedEvent> events = recorded(project::migrate);

        assertThat(shown(events))
                .containsExactlyInAnyOrder(
                        "Run direction=up batch=1 migrations=2 outcome=done",
                        "Migration migration=0001 direction=up statements=2 resumedAfter=0 outcome=done",
                        "Statement migration=0001 number=1 line=1 outcome=done",
                        "Statement migration=0001 number=2 line=2 outcome=done",
                        "Migration migration=0002 direction=up statements=1 resumedAfter=0 outcome=done",
                        "Statement migration=0002 number=1 line=1 outcome=done");
        RecordedEvent run = events.stream()
                .filter(event -> event.getEventType().getName().endsWith(".Run"))
                .findFirst()
                .orElseThrow();
        assertThat(events)
                .allSatisfy(
                        event -> assertThat(event.getDuration()).isPositive().isLessThanOrEqualTo(run.getDuration()));
    }

    @Test
    void showsWhatFailed() throws Exception {
        project.script("0001_users.sql", "CREATE TABLE users (name TEXT);", "INSERT INTO nowhere VALUES (1);");

        List<RecordedEvent> events =
                recorded(() -> assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailedException.class));

        assertThat(shown(events))
                .containsExactlyInAnyOrder(
                        "Run direction=up batch=1 migrations=1 outcome=failed",
                        "Migration migration=0001 direction=up statements=2 resumedAfter=0 outcome=failed",
                        "Statement migration=0001 number=1 line=1 outcome=done",
                        "Statement migration=0001 number=2 line=2 outcome=failed");
    }

    @Test
    void showsTheWaitForTheLock() throws Exception {
        project.tables(1, 1);
        List<RecordedEvent> events = recorded(() -> {
            LedgerSession holder = project.ledger().lock(Duration.ofSeconds(30));
            project.builder()
                    .listener(new MigrationListener() {
                        @Override
                        public void waitingForLock(LockHolder who, Duration waited) {
                            holder.close();
                        }
                    })
                    .build()
                    .migrate();
        });

        assertThat(shown(events)).contains("LockWait outcome=done");
    }

    @Test
    void showsNothingWhereNothingIsPending() throws Exception {
        project.tables(1, 2);
        project.migrate();

        assertThat(recorded(project::migrate)).isEmpty();
    }

    private List<RecordedEvent> recorded(Runnable run) throws IOException {
        Path file = directory.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            recording.start();
            run.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.migrationledger."))
                .toList();
    }

    private static List<String> shown(List<RecordedEvent> events) {
        List<String> lines = new ArrayList<>();
        for (RecordedEvent event : events) {
            String name = event.getEventType().getName();
            String outcome = " outcome=" + event.getString("outcome");
            lines.add(name.substring(name.lastIndexOf('.') + 1)
                    + event.getFields().stream()
                            .map(ValueDescriptor::getName)
                            .filter(field -> !OF_EVERY_EVENT.contains(field) && !field.equals("outcome"))
                            .map(field -> " " + field + "=" + event.getValue(field))
                            .collect(Collectors.joining())
                    + outcome);
        }
        return lines;
    }
}

package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.ErrorCode;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.LedgerSession;
import io.migrationledger.MigrationListener;
import io.migrationledger.Migrator;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.LockHolder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One runner at a time; the others wait politely and say for whom. */
class LockTest {
    @TempDir
    Path directory;

    SqliteProject project;

    @BeforeEach
    void project() {
        project = new SqliteProject(directory).tables(1, 1);
    }

    @Test
    void theLockOfAnotherThreadIsATypedErrorThatNamesItsHolder() {
        try (LedgerSession held = project.ledger().lock(Duration.ZERO)) {
            assertThat(held.state().head()).isEmpty();
            assertThatThrownBy(() -> project.builder()
                            .lockTimeout(Duration.ofMillis(50))
                            .build()
                            .migrate())
                    .isInstanceOfSatisfying(LedgerException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
                        assertThat(e.what())
                                .contains("0.05 s")
                                .contains("process " + ProcessHandle.current().pid());
                    });
        }
        assertThat(project.migrate()).containsExactly("0001");
    }

    /** Whatever the umask: who may write the database may migrate it. */
    @ParameterizedTest
    @ValueSource(strings = {"rw-rw-rw-", "rw-rw----", "rw-------"})
    @DisabledOnOs(OS.WINDOWS)
    void theLockFileHasThePermissionsOfTheDatabase(String permissions) throws Exception {
        Files.setPosixFilePermissions(
                Files.createFile(project.database()), PosixFilePermissions.fromString(permissions));
        project.migrate();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("test.db-ledger-lock"))))
                .isEqualTo(permissions);
    }

    @Test
    void aLockFileThatCannotBeWrittenIsNamedWithWhatToDo() throws Exception {
        Path file = Files.createDirectory(directory.resolve("test.db-ledger-lock"));
        LedgerException error = Refusal.refused(ErrorCode.READ_ONLY, project::migrate);
        assertThat(error.what()).isEqualTo("the lock file cannot be written: " + file);
        assertThat(error.next()).startsWith("Give this user the right to write this file, " + file);
    }

    @Tag("slow")
    @Test
    void theLockOfAnotherProcessIsATypedErrorThatNamesItsHolder() throws Exception {
        Process holder = holdInAnotherProcess();
        try {
            assertThatThrownBy(() -> project.ledger().lock(Duration.ofMillis(50)))
                    .isInstanceOfSatisfying(LedgerException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
                        assertThat(e.what()).contains("process " + holder.pid() + ", since 20");
                    });
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(project.migrate()).as("the lock of a killed process is free").containsExactly("0001");
    }

    /** Two versions of the library at one file. */
    @Tag("slow")
    @Test
    void anOlderVersionOfTheLibraryIsKeptOutAndKeepsOut() throws Exception {
        String file = directory.resolve("test.db-ledger-lock").toString();
        Process older = OtherProcess.saying("locked", OlderHolder.class, file);
        try {
            assertThat(Refusal.refused(
                                    ErrorCode.LOCK_TIMEOUT,
                                    () -> project.ledger().lock(Duration.ofMillis(50)))
                            .what())
                    .contains("process 7");
        } finally {
            older.destroyForcibly().waitFor();
        }
        try (LedgerSession held = project.ledger().lock(Duration.ZERO)) {
            assertThat(held.state().head()).isEmpty();
            OtherProcess.saying("held", OlderHolder.class, file).waitFor();
        }
    }

    /** Locks are mandatory on Windows: the holder's name can be read only where it is not locked. */
    @Tag("slow")
    @Test
    void theNameOfTheHolderIsNotLocked() throws Exception {
        Process holder = holdInAnotherProcess();
        try (FileChannel file = FileChannel.open(
                        directory.resolve("test.db-ledger-lock"), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock name = file.tryLock(0, file.size(), false)) {
            assertThat(name).isNotNull();
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void anInterruptedThreadMigratesWhereNobodyHoldsTheLock() {
        Thread.currentThread().interrupt();
        try {
            assertThat(project.migrate()).containsExactly("0001");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    /** Any connection of the process may open it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:app?mode=memory&cache=shared",
                "file:app?cache=shared&mode=memory",
                "file::memory:?cache=shared"
            })
    void aDatabaseInMemoryThatSeveralConnectionsShareHasALock(String address) throws Exception {
        String url = "jdbc:sqlite:" + address;
        Migrator migrator = Migrator.of(url, new Properties())
                .source(project.source())
                .lockTimeout(Duration.ofMillis(50))
                .build();
        try (Connection open = DriverManager.getConnection("jdbc:sqlite:file:app?mode=memory&cache=shared")) {
            assertThat(open.isClosed()).isFalse();
            try (LedgerSession held = Ledger.of(url, new Properties()).lock(Duration.ZERO)) {
                assertThat(held.state().head()).isEmpty();
                LedgerException error = Refusal.refused(ErrorCode.LOCK_TIMEOUT, migrator::migrate);
                assertThat(error.what())
                        .contains("process " + ProcessHandle.current().pid());
            }
            assertThat(migrator.migrate().completed()).hasSize(1);
        }
    }

    @Test
    void databasesInMemoryThatNobodySharesDoNotWaitForEachOther() {
        try (LedgerSession one =
                        Ledger.of("jdbc:sqlite::memory:", new Properties()).lock(Duration.ZERO);
                LedgerSession two =
                        Ledger.of("jdbc:sqlite::memory:", new Properties()).lock(Duration.ZERO)) {
            assertThat(one.state().head()).isEqualTo(two.state().head());
        }
    }

    @Test
    void aListenerHearsWhomTheRunnerWaitsForAndThatItGoesOn() throws Exception {
        List<LockHolder> heard = new ArrayList<>();
        CountDownLatch waiting = new CountDownLatch(1);
        MigrationListener listener = new MigrationListener() {
            @Override
            public void waitingForLock(LockHolder holder, Duration waited) {
                heard.add(holder);
                waiting.countDown();
            }
        };
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread runner;
        try (LedgerSession held = project.ledger().lock(Duration.ZERO)) {
            runner = new Thread(() -> outcome.set(project.builder()
                    .listener(listener)
                    .build()
                    .migrate()
                    .completed()
                    .size()));
            runner.start();
            waiting.await();
            assertThat(held.state().migrations()).isEmpty();
        }
        runner.join();

        assertThat(outcome.get()).isEqualTo(1);
        assertThat(heard).hasSize(1);
        assertThat(heard.get(0).description())
                .isEqualTo("process " + ProcessHandle.current().pid());
        assertThat(heard.get(0).since()).isPresent();
    }

    @Test
    void whoWaitedGoesOnOnceTheOtherHasDoneAllItWantedAlsoWhereThatOneStillHasTheLock() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Boolean> waiter = new CompletableFuture<>();
        MigrationListener ofWaiter = new MigrationListener() {
            @Override
            public void waitingForLock(LockHolder holder, Duration waited) {
                waiting.countDown();
            }
        };
        MigrationListener ofHolder = new MigrationListener() {
            @Override
            public void planned(int migrations) {
                new Thread(() -> waiter.complete(project.builder()
                                .listener(ofWaiter)
                                .build()
                                .migrate()
                                .isUpToDate()))
                        .start();
                try {
                    assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void finished(Migration migration, Direction direction, Duration elapsed) {
                assertThat(waiter.orTimeout(30, TimeUnit.SECONDS).join()).isTrue();
            }
        };
        project.builder().listener(ofHolder).build().migrate();
        assertThat(waiter.join()).isTrue();
        assertThat(project.history()).containsExactly("STARTED 0001", "APPLIED 0001");
    }

    @Test
    void anInterruptedThreadStopsWaitingAndStaysInterrupted() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicReference<ErrorCode> code = new AtomicReference<>();
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        try (LedgerSession held = project.ledger().lock(Duration.ZERO)) {
            Thread runner = new Thread(() -> {
                try {
                    project.builder()
                            .lockTimeout(Duration.ofMinutes(5))
                            .listener(signal(waiting))
                            .build()
                            .migrate();
                } catch (LedgerException e) {
                    code.set(e.code());
                    interrupted.set(Thread.currentThread().isInterrupted());
                }
            });
            runner.start();
            waiting.await();
            runner.interrupt();
            runner.join();
            assertThat(held.state().migrations()).isEmpty();
        }

        assertThat(code.get()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void nothingPendingTakesNoLock() {
        project.migrate();
        try (LedgerSession held = project.ledger().lock(Duration.ZERO)) {
            assertThat(project.builder()
                            .lockTimeout(Duration.ZERO)
                            .build()
                            .migrate()
                            .isUpToDate())
                    .isTrue();
            assertThat(held.state().migrations()).hasSize(1);
        }
    }

    @Test
    void theLockFileIsBesideTheDatabaseWhateverTheDirectoryIsCalled() throws Exception {
        SqliteProject odd = new SqliteProject(Files.createDirectory(directory.resolve("nullable")), "null.db");

        assertThat(odd.tables(1, 1).migrate()).containsExactly("0001");
        assertThat(directory.resolve("nullable/null.db-ledger-lock")).exists();
    }

    private static MigrationListener signal(CountDownLatch waiting) {
        return new MigrationListener() {
            @Override
            public void waitingForLock(LockHolder holder, Duration waited) {
                waiting.countDown();
            }
        };
    }

    private Process holdInAnotherProcess() throws Exception {
        return OtherProcess.saying("locked", Holder.class, project.url());
    }

    /** Takes the lock and keeps it until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (LedgerSession session =
                    Ledger.of(arguments[0], new Properties()).lock(Duration.ZERO)) {
                System.out.println(session.state().head().isEmpty() ? "locked" : "not empty");
                new CountDownLatch(1).await();
            } catch (LedgerException e) {
                System.out.println(e.code());
            }
        }
    }

    /** Takes the lock as the library did until it locked one byte only. */
    static final class OlderHolder {
        private OlderHolder() {}

        public static void main(String[] arguments) throws Exception {
            try (FileChannel file = FileChannel.open(
                            Path.of(arguments[0]),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
                    FileLock lock = file.tryLock()) {
                if (lock == null) {
                    System.out.println("held");
                } else {
                    file.write(
                            ByteBuffer.wrap("process 7 since 2026-01-02T03:04:05Z".getBytes(StandardCharsets.UTF_8)));
                    System.out.println("locked");
                    new CountDownLatch(1).await();
                }
            }
        }
    }
}

package io.migrationledger.dialect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migrationledger.MigrationFailedException;
import io.migrationledger.event.AppliedDigest;
import io.migrationledger.event.CanonicalEncoding;
import io.migrationledger.event.Direction;
import io.migrationledger.event.EventDetail;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.EventType;
import io.migrationledger.event.Intent;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.Origin;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ledger whose hashes are all right, and that no ledger can have written: whoever owns the file can compute hashes, too.
 * verify() compares what each event says with the events before it.
 */
class RewrittenLedgerTest {
    @TempDir
    Path directory;

    private SqliteProject project;
    private final List<Row> rows = new ArrayList<>();

    private record Row(EventType type, Origin origin, EventHeader header) {}

    /** 1 STARTED, 2 APPLIED 0001 and 3 STARTED 0002, 4 STEP (1 of 3), 5 STEP (2 of 3), 6 FAILED, 7 STARTED, 8 APPLIED. */
    @BeforeEach
    void ledger() throws SQLException {
        project = new SqliteProject(directory).tables(1, 1);
        String head = "-- ledger: transaction=none\n";
        project.script("0002_each.sql", head + "CREATE TABLE a (x);", "CREATE TABLE b (x);", "BROKEN;");
        assertThatThrownBy(project::migrate).isInstanceOf(MigrationFailedException.class);
        project.script("0002_each.sql", head + "CREATE TABLE a (x);", "CREATE TABLE b (x);", "CREATE TABLE c (x);");
        project.migrate();
        for (LedgerEvent event : project.ledger().events()) {
            rows.add(new Row(event.type(), event.origin(), event.header()));
        }
        assertThat(rows)
                .extracting(Row::type)
                .containsExactly(
                        EventType.STARTED,
                        EventType.APPLIED,
                        EventType.STARTED,
                        EventType.STEP,
                        EventType.STEP,
                        EventType.FAILED,
                        EventType.STARTED,
                        EventType.APPLIED);
        project.execute("DROP TRIGGER migration_ledger_no_delete");
    }

    @Test
    void theSameEventsWithHashesOfTheirOwnAreIntact() throws SQLException {
        rewrite();
        assertThat(project.ledger().verify().broken()).isEmpty();
    }

    @Test
    void timesThatRunBackwardsAreData() throws SQLException {
        change(5, row -> new Builder(row).at(Instant.EPOCH).row());
        rewrite();
        assertThat(project.ledger().verify().broken()).isEmpty();
    }

    @Test
    void theDigestIsThatOfWhatIsInEffect() throws SQLException {
        change(2, row -> new Builder(row).digest(AppliedDigest.EMPTY).row());
        assertBroken(2, "its digest of what is in effect");
    }

    @Test
    void theCountIsThatOfWhatIsUnsettled() throws SQLException {
        change(6, row -> new Builder(row).unsettled(0).row());
        assertBroken(6, "its digest of what is in effect");
    }

    @Test
    void elapsedIsNeverNegative() throws SQLException {
        change(8, row -> new Builder(row).elapsed(Duration.ofNanos(-1000)).row());
        assertBroken(8, "less than no time");
    }

    @Test
    void doneIsNeverNegative() throws SQLException {
        change(1, row -> new Builder(row).done(-1).row());
        assertBroken(1, "less than no statement");
    }

    @Test
    void nothingIsAppliedThatWasNotBegun() throws SQLException {
        rows.remove(0);
        assertBroken(1, "none was begun");
    }

    @Test
    void noAttemptBeginsBeforeTheLastOneHasEnded() throws SQLException {
        rows.add(1, rows.get(0));
        assertBroken(2, "the one before it has not ended");
    }

    @Test
    void noMoreIsDoneThanThereIs() throws SQLException {
        change(8, row -> new Builder(row).done(4).row());
        assertBroken(8, "4 statements have taken effect, and the script has 3");
    }

    @Test
    void noAttemptBeginsBehindItsEnd() throws SQLException {
        change(7, row -> new Builder(row).done(4).row());
        assertBroken(7, "4 statements have taken effect, and the script has 3");
    }

    @Test
    void whatIsDoneStaysDone() throws SQLException {
        change(5, row -> new Builder(row).done(0).row());
        assertBroken(5, "fewer statements");
    }

    @Test
    void anIntentIsOfAStatementOfTheScript() throws SQLException {
        change(
                5,
                row -> new Builder(row)
                        .detail(EventDetail.step(Optional.of(new Intent(4, "c", "f"))))
                        .row());
        assertBroken(5, "a statement that the script does not have");
    }

    @Test
    void anAttemptKeepsItsDirection() throws SQLException {
        change(5, row -> new Builder(row).direction(Direction.DOWN).row());
        assertBroken(5, "another direction");
    }

    private interface Change {
        Row of(Row row);
    }

    private void change(int sequence, Change change) {
        rows.set(sequence - 1, change.of(rows.get(sequence - 1)));
    }

    private void assertBroken(long sequence, String words) throws SQLException {
        rewrite();
        assertThat(project.ledger().verify().broken()).hasValueSatisfying(broken -> {
            assertThat(broken.what()).contains(words);
            assertThat(broken.sequence()).isEqualTo(sequence);
        });
    }

    /** Writes the rows with sequence numbers and hashes as a ledger would give them. */
    private void rewrite() throws SQLException {
        project.execute("DELETE FROM migration_ledger");
        String previous = EventHeader.NO_HASH;
        try (Connection connection = project.connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO migration_ledger VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
            for (int i = 0; i < rows.size(); i++) {
                Row row = rows.get(i);
                EventHeader header = new Builder(row).chained(i + 1, previous);
                previous = CanonicalEncoding.hashOf(row.type, row.origin.name(), header);
                int at = 1;
                for (Object value : List.of(
                        header.sequence(),
                        row.type.name(),
                        row.origin.name(),
                        header.id().namespace(),
                        header.id().value(),
                        header.direction().name(),
                        header.checksum(),
                        header.done(),
                        header.batch(),
                        header.runId(),
                        header.actor().databaseUser(),
                        header.actor().osUser(),
                        header.actor().host(),
                        header.actor().application(),
                        CanonicalEncoding.time(header.recordedAt()),
                        CanonicalEncoding.micros(header.elapsed()),
                        header.unsettled(),
                        header.appliedDigest().hex(),
                        header.detail(),
                        header.previousHash(),
                        previous)) {
                    insert.setObject(at++, value);
                }
                insert.executeUpdate();
            }
        }
    }

    /** A row with something of it changed. */
    private static final class Builder {
        private final Row row;
        private Direction direction;
        private int done;
        private Instant recordedAt;
        private Duration elapsed;
        private int unsettled;
        private AppliedDigest digest;
        private String detail;

        Builder(Row row) {
            this.row = row;
            EventHeader header = row.header;
            direction = header.direction();
            done = header.done();
            recordedAt = header.recordedAt();
            elapsed = header.elapsed();
            unsettled = header.unsettled();
            digest = header.appliedDigest();
            detail = header.detail();
        }

        Builder direction(Direction value) {
            direction = value;
            return this;
        }

        Builder done(int value) {
            done = value;
            return this;
        }

        Builder at(Instant value) {
            recordedAt = value;
            return this;
        }

        Builder elapsed(Duration value) {
            elapsed = value;
            return this;
        }

        Builder unsettled(int value) {
            unsettled = value;
            return this;
        }

        Builder digest(AppliedDigest value) {
            digest = value;
            return this;
        }

        Builder detail(String value) {
            detail = value;
            return this;
        }

        Row row() {
            return new Row(row.type, row.origin, chained(row.header.sequence(), row.header.previousHash()));
        }

        EventHeader chained(long sequence, String previous) {
            EventHeader header = row.header;
            return new EventHeader(
                    sequence,
                    header.id(),
                    direction,
                    header.checksum(),
                    done,
                    header.batch(),
                    header.runId(),
                    header.actor(),
                    recordedAt,
                    elapsed,
                    unsettled,
                    digest,
                    detail,
                    previous,
                    "");
        }
    }
}

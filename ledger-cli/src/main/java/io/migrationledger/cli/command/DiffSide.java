package io.migrationledger.cli.command;

import io.migrationledger.LedgerException;
import io.migrationledger.Verification;
import io.migrationledger.audit.export.ExportImport;
import io.migrationledger.audit.export.ExportReader;
import io.migrationledger.audit.question.PointInTime;
import io.migrationledger.cli.invocation.Invocation;
import io.migrationledger.cli.settings.UsageError;
import io.migrationledger.cli.terminal.Readable;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.LedgerState;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/**
 * One side of a comparison.
 *
 * @param said what it is, for people; without secrets
 */
record DiffSide(String said, LedgerState state) {
    private static final String ENVIRONMENT = "env:";
    private static final String NOW = "now";

    static DiffSide read(Invocation invocation, String text) {
        Optional<PointInTime> point = text.equals(NOW)
                ? Optional.of(PointInTime.NOW)
                : PointInTime.parse(text, Clock.systemUTC().instant());
        if (point.isPresent()) {
            return ofLedger(invocation, "this ledger", point.get());
        }
        if (text.startsWith(ENVIRONMENT)) {
            String name = text.substring(ENVIRONMENT.length());
            return ofLedger(OtherDatabase.named(invocation, name), "environment " + name, PointInTime.NOW);
        }
        if (text.startsWith("jdbc:")) {
            Invocation other = OtherDatabase.at(invocation, text);
            return ofLedger(other, other.url(), PointInTime.NOW);
        }
        OtherDatabase.checkFile(text);
        Optional<Path> file = file(invocation, text);
        if (file.isEmpty()) {
            throw UsageError.of(
                    "'" + text + "' is no time, no number of an event, no address, no environment and no file",
                    "Name an environment (env:production), a JDBC address, or a file that 'ledger export' wrote.");
        }
        return ofFile(file.get(), text);
    }

    private static Optional<Path> file(Invocation invocation, String text) {
        try {
            Path path = invocation.surroundings().workingDirectory().resolve(text);
            return Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static DiffSide ofLedger(Invocation invocation, String name, PointInTime point) {
        if (invocation.isNoFileYet()) {
            throw NoLedger.at(invocation);
        }
        PointInTime.Fold fold = point.fold();
        try {
            invocation.ledger().forEach(fold);
        } catch (LedgerException e) {
            throw NoLedger.orElse(e);
        }
        if (fold.newest() == 0) {
            throw NoLedger.at(invocation);
        }
        AsOf.check(point, fold);
        AsOf.noteEarlier(fold).ifPresent(invocation::note);
        return new DiffSide(name + ", " + at(fold.state()), fold.state());
    }

    private static DiffSide ofFile(Path path, String name) {
        PointInTime.Fold fold = PointInTime.NOW.fold();
        Verification found = ExportReader.verify(path, name, fold);
        found.broken().ifPresent(broken -> {
            throw ExportImport.broken(name, broken);
        });
        return new DiffSide(name + ", " + at(fold.state()), fold.state());
    }

    private static String at(LedgerState state) {
        Optional<LedgerEvent> head = state.head();
        return head.map(event -> "event " + event.sequence() + " of "
                        + Readable.time(event.header().recordedAt()) + " UTC")
                .orElse("before its first event");
    }
}

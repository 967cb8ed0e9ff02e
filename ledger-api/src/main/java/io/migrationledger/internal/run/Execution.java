package io.migrationledger.internal.run;

import io.migrationledger.event.MigrationStatus;
import io.migrationledger.internal.flight.Flight;
import io.migrationledger.internal.script.Prepared;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one migration after another, and keeps effect and mark together.
 *
 * <p>Statements that take part in transactions run in one that ends with their mark. A statement that commits by itself
 * has its intent committed first; its mark is whatever event is written next. The transaction that marks one migration
 * as applied also begins the next.
 */
public final class Execution {
    private final ExecutionContext context;
    private @Nullable Prepared entered;

    Execution(ExecutionContext context) {
        this.context = context;
    }

    /**
     * Runs a migration to its end.
     *
     * @param done how many of its statements have taken effect before
     * @param next the migration that follows, whose beginning shares this one's last commit
     * @return how long it took
     * @throws AttemptFailed where it failed, recorded or not
     * @throws SQLException where its beginning could not be recorded: nothing has been attempted then
     */
    Duration run(Prepared prepared, int done, Optional<Prepared> next) throws AttemptFailed, SQLException {
        Attempt attempt = new Attempt(this, context, prepared, done);
        context.session().reportTo(text -> context.listener().progress(prepared.migration(), text));
        boolean started = context.recorder()
                .of(prepared.migration().id())
                .filter(state -> state.status() == MigrationStatus.RUNNING)
                .isPresent();
        if (!started) {
            attempt.start();
        }
        Flight.Span span =
                Flight.migration(prepared.migration().id(), prepared.direction(), prepared.statements(), done);
        Flight.Outcome outcome = Flight.Outcome.FAILED;
        try {
            attempt.begin(started);
            attempt.run(next);
            outcome = Flight.Outcome.DONE;
        } catch (SQLException | RuntimeException e) {
            entered = null;
            throw attempt.failed(e);
        } finally {
            span.end(outcome);
        }
        return attempt.elapsed();
    }

    /** Puts the session into the state that a migration starts from, unless it is in it. */
    void enter(Prepared prepared) throws SQLException {
        if (entered != prepared) {
            context.session().beforeMigration(prepared.scope());
            entered = prepared;
        }
    }

    void leave() throws SQLException {
        context.session().afterMigration();
        entered = null;
    }

    /** The next attempt prepares the session itself, and tells what goes wrong with that. */
    void notEntered() {
        entered = null;
    }
}

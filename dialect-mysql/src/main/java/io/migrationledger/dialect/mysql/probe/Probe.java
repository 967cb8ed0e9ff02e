package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.server.Storage;
import io.migrationledger.dialect.mysql.statement.Effect;
import io.migrationledger.dialect.mysql.statement.Reading;
import io.migrationledger.dialect.mysql.statement.Target;
import io.migrationledger.spi.Verdict;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds out whether a self-committing statement took effect, and ends what it left half done. */
public final class Probe {
    private final JdbcSql sql;
    private final Definitions definitions;
    private final Storage storage;

    public Probe(JdbcSql sql, Definitions definitions, Storage storage) {
        this.sql = sql;
        this.definitions = definitions;
        this.storage = storage;
    }

    /**
     * @param version of the server that is asked now
     * @param server what tells it from all others
     */
    Verdict verdict(Reading reading, Fingerprint before, String version, String server) throws SQLException {
        Effect effect = reading.effect();
        if (effect == Effect.REPEATABLE) {
            return new Verdict.Repeatable(reading.note());
        }
        if (effect == Effect.UNKNOWABLE) {
            return new Verdict.Undecided(reading.note(), look(reading));
        }
        if (effect == Effect.FILLS) {
            storage.tidy(reading.targets().get(0).name());
        }
        List<Change> changes = new ArrayList<>();
        for (Target target : reading.targets()) {
            changes.add(new Change(target, before.of(target, server), definitions.of(target)));
        }
        if (changes.stream().anyMatch(Change::isUnreadable)) {
            return new Verdict.Undecided(
                    "the account of the session may not look at "
                            + reading.targets().stream().map(Target::key).collect(Collectors.joining(", ")),
                    look(reading));
        }
        boolean upgraded = !before.version().isEmpty() && !before.version().equals(version);
        if (upgraded && effect != Effect.DROPS && changes.stream().anyMatch(Change::isReworded)) {
            return new Verdict.Undecided(
                    "the server was " + before.version() + " when it was sent and is " + version
                            + " now, and another version may write the same definition in another way",
                    look(reading));
        }
        return switch (effect) {
            case CREATES -> created(changes);
            case CREATES_PASSING -> passing(reading, changes);
            case FILLS -> filled(reading, changes);
            case CREATES_ACCOUNTS -> accounts(reading, changes);
            case DROPS -> dropped(reading, changes);
            case ALTERS -> altered(reading, changes);
            case RENAMES -> new Renames(sql, definitions, reading, changes, look(reading)).verdict();
            case EMPTIES -> emptied(reading, changes);
            case WRITES -> written(reading, changes);
            case REPEATABLE, UNKNOWABLE -> throw new IllegalStateException("answered above");
        };
    }

    private static Verdict created(List<Change> changes) {
        Change change = changes.get(0);
        return change.now().absent() || change.isNone() ? new Verdict.DidNotHappen() : new Verdict.Happened();
    }

    private static Verdict passing(Reading reading, List<Change> changes) {
        Change change = changes.get(0);
        if (change.before().absent() && change.now().absent()) {
            return new Verdict.Undecided(
                    "the event is not there, but it would also be gone if it had been created, had run and had ended",
                    look(reading));
        }
        return created(changes);
    }

    /**
     * Before MySQL 8.0.21 the table is one step and its rows, all of them together, are another
     * (https://dev.mysql.com/doc/refman/8.0/en/atomic-ddl.html). A table with rows has them all; one without any is
     * taken away, if it was not there before: nothing is lost by that.
     */
    private Verdict filled(Reading reading, List<Change> changes) throws SQLException {
        Change change = changes.get(0);
        Target target = change.target();
        boolean replaced = target.kind() == Target.Kind.STORAGE;
        if (replaced && !change.before().absent() && !change.isReworded() && change.isStorageUnknown()) {
            return emptied(reading, changes);
        }
        if (change.now().absent() || change.isNone()) {
            return new Verdict.DidNotHappen();
        }
        if (!storage.isTransactional(target.name())) {
            return new Verdict.Undecided(
                    "the table is there, but its engine keeps the rows of a statement that was cut off half-way",
                    look(reading));
        }
        return storage.dropIfEmpty(target.name()) ? new Verdict.DidNotHappen() : new Verdict.Happened();
    }

    private Verdict accounts(Reading reading, List<Change> changes) throws SQLException {
        List<Target> appeared = targets(
                changes, change -> change.before().absent() && !change.now().absent());
        List<Target> absent = targets(changes, change -> change.now().absent());
        if (absent.isEmpty()) {
            return appeared.isEmpty() ? new Verdict.DidNotHappen() : new Verdict.Happened();
        }
        if (!appeared.isEmpty()) {
            // MariaDB creates one after the other: back to where none of them was.
            sql.execute(reading.note() + " " + list(appeared));
        }
        return new Verdict.DidNotHappen();
    }

    private Verdict dropped(Reading reading, List<Change> changes) throws SQLException {
        List<Target> gone = targets(
                changes, change -> !change.before().absent() && change.now().absent());
        List<Target> left = targets(
                changes, change -> !change.before().absent() && !change.now().absent());
        if (gone.isEmpty()) {
            return new Verdict.DidNotHappen();
        }
        if (!left.isEmpty()) {
            // MariaDB drops one after the other (https://mariadb.com/kb/en/atomic-ddl/): the rest of the statement.
            try {
                sql.execute(reading.note() + " " + list(left));
            } catch (SQLException e) {
                return new Verdict.Undecided(
                        "it is half done: " + list(gone) + " gone, " + list(left)
                                + " still there, and the rest failed: " + e.getMessage(),
                        look(reading));
            }
        }
        return new Verdict.Happened();
    }

    private static Verdict altered(Reading reading, List<Change> changes) {
        if (changes.stream().allMatch(Change::isNone)) {
            return new Verdict.DidNotHappen();
        }
        if (changes.stream().noneMatch(Change::isNone)) {
            return new Verdict.Happened();
        }
        return new Verdict.Undecided("some of its objects have changed and some have not", look(reading));
    }

    private Verdict emptied(Reading reading, List<Change> changes) throws SQLException {
        Change change = changes.get(0);
        if (change.now().absent()) {
            return new Verdict.DidNotHappen(); // MariaDB replaces a table by dropping it first
        }
        if (change.before().absent()
                || !change.before().text().equals(change.now().text())) {
            return new Verdict.Happened();
        }
        boolean known = changes.stream().noneMatch(Change::isStorageUnknown);
        if (known) {
            return changes.stream().allMatch(Change::isNone) ? new Verdict.DidNotHappen() : new Verdict.Happened();
        }
        if (changes.size() == 1 && storage.isEmpty(change.target().name())) {
            return new Verdict.Repeatable("the table is empty");
        }
        return new Verdict.Undecided(
                "the table has rows, and only InnoDB's number for it could tell whether they are the old ones: "
                        + "it is another engine's table, the account lacks the PROCESS privilege, or the run before worked on"
                        + " another server",
                look(reading));
    }

    private static Verdict written(Reading reading, List<Change> changes) {
        return changes.stream().allMatch(Change::isNone)
                ? new Verdict.DidNotHappen()
                : new Verdict.Undecided(
                        "it writes a table that cannot roll back, and the table's rows have changed: all of them, some, "
                                + "or by somebody else",
                        look(reading));
    }

    private static List<Target> targets(List<Change> changes, Predicate<Change> condition) {
        return changes.stream().filter(condition).map(Change::target).toList();
    }

    static String list(List<Target> targets) {
        return targets.stream().map(Target::sql).collect(Collectors.joining(", "));
    }

    /** Returns a query that shows a person the first of the objects. */
    static String look(Reading reading) {
        if (reading.targets().isEmpty()) {
            return "";
        }
        Target target = reading.targets().get(0);
        return switch (target.kind()) {
            case TABLE -> "SHOW CREATE TABLE " + target.sql();
            case STORAGE, ROWS -> "SELECT COUNT(*) FROM " + target.sql();
            case ACCOUNT -> "SHOW CREATE USER " + target.sql();
            case GRANTS -> "SHOW GRANTS FOR " + target.sql();
            case SEQUENCE, TRIGGER, PROCEDURE, FUNCTION, EVENT, DATABASE ->
                "SHOW CREATE " + target.kind() + " " + target.sql();
            default -> "";
        };
    }
}

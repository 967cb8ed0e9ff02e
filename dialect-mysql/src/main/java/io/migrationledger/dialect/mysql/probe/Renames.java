package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.statement.Reading;
import io.migrationledger.dialect.mysql.statement.Target;
import io.migrationledger.spi.Verdict;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RENAME a TO b, c TO d, …: plays the pairs through on what was there before, and finds the point at which things stand
 * now. Both servers undo a list of which a pair fails; a crash half-way is finished here.
 */
public final class Renames {
    private final JdbcSql sql;
    private final List<Target> names;
    private final Definitions definitions;
    private final List<Change> changes;
    private final String look;

    Renames(JdbcSql sql, Definitions definitions, Reading reading, List<Change> changes, String look) {
        this.sql = sql;
        this.definitions = definitions;
        this.names = reading.targets();
        this.changes = changes;
        this.look = look;
    }

    Verdict verdict() throws SQLException {
        Map<Target, State> played = new LinkedHashMap<>();
        for (Change change : changes) {
            played.put(definitions.identity(change.target()), change.before());
        }
        List<Integer> matches = new ArrayList<>();
        int pairs = names.size() / 2;
        for (int done = 0; done <= pairs; done++) {
            if (isNow(played)) {
                matches.add(done);
            }
            if (done < pairs) {
                Target from = definitions.identity(names.get(2 * done));
                Target to = definitions.identity(names.get(2 * done + 1));
                State moved = played.getOrDefault(from, State.ABSENT);
                played.put(from, State.ABSENT);
                played.put(to, moved);
            }
        }
        if (matches.size() != 1) {
            return new Verdict.Undecided(
                    matches.isEmpty()
                            ? "the names are neither as before nor as after it"
                            : "the objects are so alike that the names do not tell",
                    look);
        }
        int done = matches.get(0);
        if (done == 0) {
            return new Verdict.DidNotHappen();
        }
        if (done < pairs) {
            finish(done, pairs);
        }
        return new Verdict.Happened();
    }

    private boolean isNow(Map<Target, State> played) throws SQLException {
        for (Change change : changes) {
            State now = change.now();
            State then = played.getOrDefault(definitions.identity(change.target()), State.ABSENT);
            // An account's definition holds its name.
            boolean same = now.absent() || change.target().isAccount() || now.same(then);
            if (now.absent() != then.absent() || !same) {
                return false;
            }
        }
        return true;
    }

    private void finish(int done, int pairs) throws SQLException {
        boolean accounts = names.get(0).isAccount();
        List<String> rest = new ArrayList<>();
        for (int pair = done; pair < pairs; pair++) {
            rest.add(
                    names.get(2 * pair).sql() + " TO " + names.get(2 * pair + 1).sql());
        }
        sql.execute((accounts ? "RENAME USER " : "RENAME TABLE ") + String.join(", ", rest));
    }
}

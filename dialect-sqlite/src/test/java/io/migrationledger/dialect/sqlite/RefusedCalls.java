package io.migrationledger.dialect.sqlite;

import io.migrationledger.conformance.crash.CountedCalls;
import io.migrationledger.conformance.crash.CrashPoint.Moment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection on which single calls fail before they reach the database, or others do something just before them. */
final class RefusedCalls {
    private final List<Rule> rules = new ArrayList<>();
    private final CountedCalls counted = new CountedCalls((point, real) -> {
        if (point.moment() == Moment.BEFORE) {
            meet(calls().get(point.call() - 1));
        }
        return true;
    });

    private static final class Rule {
        private final String beginning;
        private final Runnable before;
        private final @Nullable SQLException error;
        private int left;

        Rule(String beginning, int times, Runnable before, @Nullable SQLException error) {
            this.beginning = beginning;
            this.left = times;
            this.before = before;
            this.error = error;
        }
    }

    /** The first calls that begin so fail. */
    RefusedCalls refuse(String beginning, int times, SQLException error) {
        rules.add(new Rule(beginning, times, () -> {}, error));
        return this;
    }

    /** Something happens just before the first call that begins so. */
    RefusedCalls before(String beginning, Runnable happens) {
        rules.add(new Rule(beginning, 1, happens, null));
        return this;
    }

    private void meet(String call) throws SQLException {
        for (Rule rule : List.copyOf(rules)) { // what happens before a call may refuse later ones
            if (rule.left > 0 && call.startsWith(rule.beginning)) {
                rule.left--;
                rule.before.run();
                if (rule.error != null) {
                    throw rule.error;
                }
            }
        }
    }

    /** Returns whether all that was to be refused was. */
    boolean allMet() {
        return rules.stream().allMatch(rule -> rule.left == 0);
    }

    Connection on(Connection real) {
        return counted.wrap(real);
    }

    /** Returns what was called so far: the SQL or the method's name. */
    List<String> calls() {
        return counted.calls();
    }
}

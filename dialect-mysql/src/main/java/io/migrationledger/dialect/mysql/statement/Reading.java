package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import java.util.List;

/**
 * What was read out of one statement.
 *
 * @param judgement its class
 * @param effect what it does to its targets, where it commits by itself
 * @param targets the objects that it names as about to change
 * @param note {@link Effect#DROPS}: the words before the names, to finish it with; {@link Effect#REPEATABLE} and
 *     {@link Effect#UNKNOWABLE}: why
 */
public record Reading(StatementClass judgement, Effect effect, List<Target> targets, String note) {

    /** Returns whether it says IF EXISTS: an object that is not there is no error. */
    public boolean tolerant() {
        return note.endsWith(" IF EXISTS");
    }

    /** Returns the kind of its class; of what changes the session only, {@link StatementKind#SESSION} wherever it runs. */
    public StatementKind kind() {
        return judgement.kind() == StatementKind.SESSION_ALONE ? StatementKind.SESSION : judgement.kind();
    }

    /** Returns the names of the tables among its targets. */
    public List<Name> tables() {
        return targets.stream()
                .filter(target -> target.kind() == Target.Kind.TABLE || target.kind() == Target.Kind.STORAGE)
                .map(Target::name)
                .toList();
    }

    public static Reading of(StatementClass judgement) {
        return new Reading(judgement, Effect.UNKNOWABLE, List.of(), "");
    }

    static Reading transactional() {
        return of(StatementClass.TRANSACTIONAL);
    }

    static Reading session() {
        return of(StatementClass.SESSION);
    }

    static Reading opaque(String reason) {
        return of(StatementClass.opaque(reason));
    }

    static Reading refused(String instead) {
        return of(StatementClass.refused(instead));
    }

    static Reading repeatable(String what) {
        return new Reading(
                commits(what), Effect.REPEATABLE, List.of(), what + " leaves the same state however often it runs");
    }

    static Reading unknowable(String what, String note) {
        return unknowable(what, List.of(), note);
    }

    /** Of a statement that is known to name these objects, whose definitions do not tell. */
    static Reading unknowable(String what, List<Target> targets, String note) {
        return new Reading(commits(what), Effect.UNKNOWABLE, targets, note);
    }

    public static Reading of(String what, Effect effect, List<Target> targets) {
        return of(what, effect, targets, "");
    }

    public static Reading of(String what, Effect effect, List<Target> targets, String note) {
        return targets.isEmpty()
                ? unknowable(what, "the statement's objects could not be made out")
                : new Reading(commits(what), effect, targets, note);
    }

    private static StatementClass commits(String what) {
        return StatementClass.selfCommitting(what + " commits by itself");
    }
}

package io.migrationledger.migration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a migration is to be run, from the {@code -- ledger: key=value …} comments at the head of its script.
 *
 * @param transaction {@code transaction=none}: each statement takes effect by itself, with its own mark
 * @param requires {@code requires=0003,billing:42}: migrations that must be in effect before this one
 * @param lockTimeout {@code lock-timeout=5s}: how long a statement may wait for a lock
 * @param statementTimeout {@code statement-timeout=10m}: how long a statement may run
 * @param only {@code only=postgres,mysql} (or {@code dialect=}): the dialects the migration is for; empty means all
 * @param placeholders {@code placeholders=none}: <code>${name}</code> in the script is text
 * @param replaces {@code replaces=0001,0002}: the migrations of the same namespace that the script stands for; empty for
 *     an ordinary one
 */
public record Directives(
        Transaction transaction,
        List<MigrationId> requires,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementTimeout,
        List<String> only,
        Placeholders placeholders,
        List<MigrationId> replaces) {

    /** Whether the driver chooses how the statements share transactions. */
    public enum Transaction {
        /** The driver chooses, statement by statement. */
        AUTO,
        /** Each statement by itself. */
        NONE
    }

    /** What becomes of <code>${name}</code> in the script. */
    public enum Placeholders {
        /** It is replaced with the value of that name. */
        REPLACE,
        /** It is text as any other. */
        NONE
    }

    /** No directives. */
    public static final Directives NONE = new Directives(
            Transaction.AUTO,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Placeholders.REPLACE,
            List.of());

    /** Returns these directives without transactions around several statements. */
    public Directives withoutTransaction() {
        return with(Transaction.NONE);
    }

    /** Returns these directives for a script in which <code>${name}</code> is text. */
    public Directives withoutPlaceholders() {
        return with(Placeholders.NONE);
    }

    /** Returns these directives with another choice of transactions. */
    public Directives with(Transaction choice) {
        return new Directives(choice, requires, lockTimeout, statementTimeout, only, placeholders, replaces);
    }

    /** Returns these directives with another choice of placeholders. */
    public Directives with(Placeholders choice) {
        return new Directives(transaction, requires, lockTimeout, statementTimeout, only, choice, replaces);
    }

    /** Returns these directives with other requirements. */
    public Directives withRequires(List<MigrationId> ids) {
        return new Directives(
                transaction, List.copyOf(ids), lockTimeout, statementTimeout, only, placeholders, replaces);
    }
}

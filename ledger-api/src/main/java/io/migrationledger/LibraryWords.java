package io.migrationledger;

import io.migrationledger.Action.Meant;
import io.migrationledger.migration.MigrationId;

/** Says actions in the words of this library: its calls and its options. The command has a dictionary of its own. */
final class LibraryWords {

    private LibraryWords() {}

    static String of(Meant meant) {
        return switch (meant.action()) {
            case SAME -> "it";
            case MIGRATE -> "Migrator.migrate()";
            case ROLLBACK -> "Migrator.rollback(options)";
            case ROLLBACK_ONE -> "Migrator.rollback(RollbackOptions.steps(1))";
            case ROLLBACK_PART_WAY -> "Migrator.rollback(RollbackOptions.PART_WAY)";
            case ROLLBACK_DECLARED -> "Migrator.rollback(RollbackOptions.steps(1).withDeclared(" + set(meant) + "))";
            case DECLARED -> meant.values().isEmpty() ? "withDeclared" : "withDeclared(" + set(meant) + ")";
            case ROLLBACK_FROM_LEDGER -> "RollbackOptions.withKeptScripts()";
            case ROLLBACK_FEWER -> "RollbackOptions.steps, RollbackOptions.to";
            case ROLLBACK_MORE -> "RollbackOptions.steps, to, ALL";
            case RESOLVE -> "Migrator.resolve";
            case RESOLVE_APPLIED -> resolution(meant, true);
            case RESOLVE_NOT_APPLIED -> resolution(meant, false);
            case ACCEPT -> "Migrator.accept(" + id(meant) + ", reason)";
            case BASELINE -> "Migrator.baseline(" + id(meant) + ", reason)";
            case UNDO_BASELINE -> "Migrator.undoBaseline(" + id(meant) + ", reason)";
            case FORGET ->
                meant.values().isEmpty() ? "Migrator.forget" : "Migrator.forget(List.of(" + id(meant) + "), reason)";
            case ADOPT -> "Migrator.adopt(" + adoption(meant) + ")";
            case ADOPT_FROM -> adoption(meant);
            case ADOPT_TABLE -> "AdoptOptions.table";
            case ADOPT_PREVIEW -> "Migrator.plan(AdoptOptions)";
            case ADOPT_EDITED -> "AdoptOptions.acceptEdited(reason)";
            case STATUS -> "Migrator.status()";
            case HISTORY_OF_BASELINES -> "Ledger.events";
            case VERIFY -> "Ledger.verify";
            case REASON -> "a reason that is not blank";
            case ACCEPT_SCHEMA -> "Migrator.acceptSchema(reason)";
            case DRIFT -> "Ledger.knownSchema and Ledger.snapshot";
            case ON_DRIFT -> "onDrift(OnDrift.WARN)";
            case RUN_ON_EXISTING -> "Migrator.Builder.onExisting(OnExisting.RUN)";
            case NEW_LEDGER -> "Migrator.Builder.newLedger()";
            case OUT_OF_ORDER -> "MigrateOptions.allowingOutOfOrder()";
            case IGNORE_MISSING -> "Migrator.Builder.ignoreMissing()";
            case DIRECTORY ->
                meant.values().isEmpty()
                        ? "Migrator.Builder.source"
                        : "a source of the namespace " + meant.value(0, "") + ", Migrator.Builder.source";
            case EXCLUDE ->
                meant.values().isEmpty()
                        ? "exclude"
                        : "Migrations.directory(…).exclude(\"" + meant.value(0, "") + "\")";
            case LAYOUT -> "Migrations.directory(…).layout(\"" + String.join("\") or (\"", meant.values()) + "\")";
            case PLACEHOLDER ->
                meant.values().isEmpty()
                        ? "Migrator.Builder.placeholder"
                        : "Migrator.Builder.placeholder(\"" + meant.value(0, "") + "\", …)";
            case NO_PLACEHOLDERS -> "Migrator.Builder.replacePlaceholders(false)";
            case LOCK_TIMEOUT -> "Migrator.Builder.lockTimeout";
            case LOCK_RETRIES -> "Migrator.Builder.lockRetries";
            case SCHEMA -> builder("schema", meant);
            case TABLE -> builder("table", meant);
            case ADDRESS -> "the data source's address";
            case USER -> "the data source's user and password";
            case LOGIN -> "the data source's address, user and password";
            case SQUASH_FROM -> "the argument from";
            case OUTPUT -> "the directory to write" + (meant.values().isEmpty() ? "" : " (" + meant.value(0, "") + ")");
            case DOWN_SCRIPT -> "a down script";
            case REGISTRY -> "source(new …)";
            case EMPTY_SCHEMA -> "ExportImport.into(ledger, lockTimeout, true)";
            case TRUST_SCHEMA -> "ExportImport.into(ledger, lockTimeout, false, true)";
        };
    }

    private static String builder(String method, Meant meant) {
        return "Migrator.Builder." + method + (meant.values().isEmpty() ? "" : "(\"" + meant.value(0, "") + "\")");
    }

    private static String adoption(Meant meant) {
        return meant.values().isEmpty() ? "AdoptOptions.ANY" : "AdoptOptions.ANY.from(\"" + meant.value(0, "") + "\")";
    }

    private static String set(Meant meant) {
        return "Set.of(" + id(meant) + ")";
    }

    private static String id(Meant meant) {
        return meant.values().isEmpty() ? "id" : id(meant.value(0, ""));
    }

    private static String id(String value) {
        MigrationId id = MigrationId.parse(value, MigrationId.DEFAULT_NAMESPACE);
        return id.namespace().equals(MigrationId.DEFAULT_NAMESPACE)
                ? "MigrationId.of(\"" + id.value() + "\")"
                : "MigrationId.of(\"" + id.namespace() + "\", \"" + id.value() + "\")";
    }

    private static String resolution(Meant meant, boolean applied) {
        String step = meant.values().size() < 2 ? "OptionalInt.empty()" : "OptionalInt.of(" + meant.value(1, "") + ")";
        return "Migrator.resolve(new Resolution(" + id(meant) + ", " + applied + ", " + step + ", reason))";
    }
}

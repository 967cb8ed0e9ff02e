package io.migrationledger;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * What a person or a program can do about an error. An {@link Advice} names actions by these constants; whoever shows it
 * says them in its own words: the library as calls of {@link Migrator}, a command as commands and options.
 */
public enum Action {
    /** Run again what was run. */
    SAME,
    /** Apply what is pending. Value: the migration that goes on with it, or none. */
    MIGRATE,
    /** Roll back what the last run applied. Value: the migration that goes on with it, or none. */
    ROLLBACK,
    /** Roll back the newest migration. */
    ROLLBACK_ONE,
    /** Roll back what was applied in part. */
    ROLLBACK_PART_WAY,
    /** Roll back one that was declared and not run. Value: its id. */
    ROLLBACK_DECLARED,
    /** Names one whose down script runs though it was declared; an option of a rollback. Value: its id, or none. */
    DECLARED,
    /** Roll back with the down scripts that the ledger keeps where files are gone. */
    ROLLBACK_FROM_LEDGER,
    /** Say how many are rolled back. */
    ROLLBACK_FEWER,
    /** Roll back more than was asked for. */
    ROLLBACK_MORE,
    /** Say how a migration stands. Value: its id, or none. */
    RESOLVE,
    /** Say that it is in effect. Values: its id, and the last statement that is, or none for all. */
    RESOLVE_APPLIED,
    /** Say that it is not in effect. Values: its id, and the first statement that is not, or none for all. */
    RESOLVE_NOT_APPLIED,
    /** Accept an edited file. Value: the migration's id. */
    ACCEPT,
    /** Declare that all up to a migration is in effect. Value: its id, or none. */
    BASELINE,
    /** Undo a baseline. Value: the migration's id. */
    UNDO_BASELINE,
    /** Take a migration out of account whose file is gone. Value: its id, or none. */
    FORGET,
    /** Take over another tool's history. Value: the tool, or none. */
    ADOPT,
    /** Name the tool whose history is meant. Value: the tool. */
    ADOPT_FROM,
    /** Name the table that holds another tool's history. */
    ADOPT_TABLE,
    /** Only look what an adoption would record. */
    ADOPT_PREVIEW,
    /** Accept files that were edited since another tool ran them. */
    ADOPT_EDITED,
    /** Look where each migration stands. */
    STATUS,
    /** Look what was baselined. */
    HISTORY_OF_BASELINES,
    /** Check the ledger's hash chain. */
    VERIFY,
    /** Give a reason. */
    REASON,
    /** Begin a ledger in a schema that holds objects. */
    RUN_ON_EXISTING,
    /** Begin a second ledger. */
    NEW_LEDGER,
    /** Allow migrations below the highest one. */
    OUT_OF_ORDER,
    /** Go on without files that are missing. */
    IGNORE_MISSING,
    /** Name a directory of migrations. Value: the namespace, or none for the main one. */
    DIRECTORY,
    /** Leave a file out of a directory. Value: its name, or none. */
    EXCLUDE,
    /** Name the layout of a directory. Values: names to choose from. */
    LAYOUT,
    /** Define a placeholder. Value: its name, or none. */
    PLACEHOLDER,
    /** Replace no placeholder in any script. */
    NO_PLACEHOLDERS,
    /** Wait longer for another runner. */
    LOCK_TIMEOUT,
    /** Begin a transaction again that could not get a lock of the database. */
    LOCK_RETRIES,
    /** Name the schema that holds the ledger. Value: the schema, or none. */
    SCHEMA,
    /** Name the ledger's table. Value: the table, or none. */
    TABLE,
    /** Name the database. */
    ADDRESS,
    /** Name the user, and the password. */
    USER,
    /** Name the database, the user and the password. */
    LOGIN,
    /** Name the first script of a squash. */
    SQUASH_FROM,
    /** Name the directory that is written. Value: an example, or none. */
    OUTPUT,
    /** Ask for a down script. */
    DOWN_SCRIPT,
    /** Name the class that lists migrations in Java. */
    REGISTRY,
    /** Say that migrations may be in effect in a schema that holds nothing. */
    EMPTY_SCHEMA,
    /** To import although tables are missing that migrations made. */
    TRUST_SCHEMA,
    /** Record that the schema is known as it is now. */
    ACCEPT_SCHEMA,
    /** Compare the schema with what the ledger knows of it. */
    DRIFT,
    /** Go on although the schema was changed outside of the ledger. */
    ON_DRIFT;

    /**
     * An action, and what it is about.
     *
     * @param values what the constant says; empty where it is about nothing in particular
     */
    public record Meant(Action action, List<String> values) implements Serializable {
        /** Copies the list. */
        public Meant {
            values = List.copyOf(values);
        }

        /** Returns the value at a place, or the text where there is none. */
        public String value(int index, String otherwise) {
            return index < values.size() ? values.get(index) : otherwise;
        }
    }

    /** Returns this action, about these; each as its {@link Object#toString} says it. */
    public Meant about(Object... values) {
        return new Meant(this, Arrays.stream(values).map(String::valueOf).toList());
    }
}

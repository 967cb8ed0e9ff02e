package io.migrationledger.adopt;

import io.migrationledger.event.Direction;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of another tool's history, in the form that all of them are brought into.
 *
 * @param state what it says
 * @param key what the tool calls the migration
 * @param description the description, or the empty string
 * @param type the row's type in the tool's words, or the empty string
 * @param direction whether the up or the down script is meant
 * @param at when, in ISO 8601; with a {@code Z} where the instant is known; empty where the table does not say
 * @param took how long it took, or empty
 * @param by who did it, or empty
 * @param batch what was done in the same run, or empty
 * @param checksum the tool's own checksum, or empty
 * @param row the whole row by the names of its columns
 * @param said what a person should know of it, or the empty string
 * @param beside what other rows and tables say of it, for comparing it with a file; not recorded
 */
public record ForeignRow(
        State state,
        String key,
        String description,
        String type,
        Direction direction,
        Optional<String> at,
        Optional<Duration> took,
        Optional<String> by,
        Optional<String> batch,
        Optional<String> checksum,
        Map<String, @Nullable Object> row,
        String said,
        Map<String, String> beside) {

    /** The name beside a row of the tool's checksum of the file alone, where that of the row is of more than the file. */
    public static final String CHECKSUM = "checksum";

    /** What a row says. */
    public enum State {
        /** The migration was applied. */
        APPLIED,
        /** An attempt failed, was cut off, or is part-way. */
        FAILED,
        /** The migration was undone. */
        UNDONE,
        /** The migration's script is gone, and it no longer counts. */
        DELETED,
        /** Every migration up to and including this version is in effect. */
        UP_TO,
        /** A baseline: as {@link #UP_TO}, and no script of this version need be there. */
        BASELINE,
        /** Every migration below this version is in effect. */
        BELOW,
        /** The row says nothing of a migration. */
        OTHER
    }

    /** Begins a row of which only this much is known. */
    public static ForeignRow of(State state, String key, HistoryTable.Row row) {
        return new ForeignRow(
                state,
                key,
                "",
                "",
                Direction.UP,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                row.values(),
                "",
                Map.of());
    }

    /** Returns the row with a description. */
    public ForeignRow described(String text) {
        return new ForeignRow(state, key, text, type, direction, at, took, by, batch, checksum, row, said, beside);
    }

    /** Returns the row with its type in the tool's words. */
    public ForeignRow typed(String text) {
        return new ForeignRow(
                state, key, description, text, direction, at, took, by, batch, checksum, row, said, beside);
    }

    /** Returns the row as one of the down script. */
    public ForeignRow down() {
        return new ForeignRow(
                state, key, description, type, Direction.DOWN, at, took, by, batch, checksum, row, said, beside);
    }

    /** Returns the row with the time at which it happened. */
    public ForeignRow at(Optional<String> time) {
        return new ForeignRow(
                state, key, description, type, direction, time, took, by, batch, checksum, row, said, beside);
    }

    /** Returns the row with how long it took. */
    public ForeignRow took(Optional<Duration> time) {
        return new ForeignRow(
                state, key, description, type, direction, at, time, by, batch, checksum, row, said, beside);
    }

    /** Returns the row with who did it. */
    public ForeignRow by(Optional<String> who) {
        return new ForeignRow(
                state, key, description, type, direction, at, took, who, batch, checksum, row, said, beside);
    }

    /** Returns the row with the run that it belongs to. */
    public ForeignRow batch(Optional<String> run) {
        return new ForeignRow(state, key, description, type, direction, at, took, by, run, checksum, row, said, beside);
    }

    /** Returns the row with the tool's checksum. */
    public ForeignRow checksum(Optional<String> text) {
        return new ForeignRow(state, key, description, type, direction, at, took, by, batch, text, row, said, beside);
    }

    /** Returns the row with what a person should know of it. */
    public ForeignRow saying(String text) {
        return new ForeignRow(
                state, key, description, type, direction, at, took, by, batch, checksum, row, text, beside);
    }

    /** Returns the row with what other rows and tables say of it. */
    public ForeignRow beside(Map<String, String> words) {
        return new ForeignRow(
                state, key, description, type, direction, at, took, by, batch, checksum, row, said, Map.copyOf(words));
    }
}

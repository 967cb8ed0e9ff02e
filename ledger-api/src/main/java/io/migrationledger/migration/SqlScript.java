package io.migrationledger.migration;

import io.migrationledger.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A script that can be read as often as needed, so that no script has to be held in memory. Safe for many threads. */
public interface SqlScript {

    /** Returns where the script is, as a person would name it: a path relative to the working directory, a resource. */
    String location();

    /**
     * Returns where a line of the script stands: in its file, unless the script is made of several.
     *
     * @param line counted from 1
     */
    default Place place(int line) {
        return new Place(location(), line);
    }

    /**
     * Returns the script as its own file has it, without what its layout puts around it: a tool's callbacks around each
     * migration, say. By default this one.
     */
    default SqlScript own() {
        return this;
    }

    /**
     * Returns why the script must not run although it can be read, or empty where it may: told when its turn comes, so that
     * it stands in nobody's way where it has run already.
     */
    default Optional<Problem> refused() {
        return Optional.empty();
    }

    /** Returns what runs before and after each statement of the script; empty where nothing does, as by default. */
    default Optional<Surroundings> surroundings() {
        return Optional.empty();
    }

    /**
     * Returns which statements are preconditions, by the line that each begins in; empty where none is, as by default. They
     * stand before all others.
     */
    default Map<Integer, Precondition> preconditions() {
        return Map.of();
    }

    /** Returns the values that the script's tool gives to placeholders; what a person gives wins. By default there are none. */
    default Map<String, String> values() {
        return Map.of();
    }

    /**
     * Scripts that run before and after each statement of another one. They are a part of it: each of their statements is
     * numbered, marked and found again as any other. No statement of theirs is surrounded itself.
     *
     * @param firstLine the first line of the script in which a statement begins that is surrounded, counted from 1
     * @param lastLine the last one
     * @param before what runs before each of these statements
     * @param after what runs after each of them
     */
    record Surroundings(int firstLine, int lastLine, List<At> before, List<At> after) {
        /** Copies the lists. */
        public Surroundings {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /**
         * A script that runs around statements.
         *
         * @param script the script
         * @param line the line that its first one is to {@link SqlScript#place}: behind those of the script itself
         */
        public record At(SqlScript script, int line) {}
    }

    /**
     * A line of a file.
     *
     * @param location the file, as a person would name it
     * @param line counted from 1
     */
    record Place(String location, int line) {
        @Override
        public String toString() {
            return location + ":" + line;
        }
    }

    /**
     * Opens the script's bytes, which are UTF-8 with or without a byte order mark. The caller closes the stream.
     *
     * @throws IOException where it cannot be read
     */
    InputStream open() throws IOException;
}

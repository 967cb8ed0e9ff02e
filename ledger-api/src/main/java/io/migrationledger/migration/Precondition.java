package io.migrationledger.migration;

/**
 * What has to hold before a migration runs: a query of the script, whose answer is compared. A part of the migration: where a
 * run goes on after it, it is not asked again.
 *
 * @param expected the one value of the one row that it has to answer, as text
 * @param ifNot what becomes of the migration where it answers something else
 * @param ifError what becomes of the migration where the query fails, or answers another number of rows than one
 */
public record Precondition(String expected, Otherwise ifNot, Otherwise ifError) {

    /** What becomes of a migration whose precondition is not met. */
    public enum Otherwise {
        /** It fails. */
        HALT,
        /** It fails, and those after it run all the same; every run tries it again. Only for {@link Passing#UNMET}. */
        CONTINUE,
        /** Nothing of it runs, and it counts as in effect. */
        MARK_RAN,
        /** It runs, with a warning. */
        WARN
    }

    /** Whether a run passes over a migration that failed and of which nothing took effect. */
    public enum Passing {
        /** It does not. */
        NEVER,
        /** It does where a precondition says so. */
        UNMET,
        /** It does, whatever the failure. */
        ANY
    }
}

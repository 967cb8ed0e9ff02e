package com.example.ledger.duckdb;

import java.sql.SQLException;

/**
 * DuckDB's errors have neither SQLSTATE nor code over JDBC: what is left are
 * <a href="https://github.com/duckdb/duckdb/blob/main/src/common/exception.cpp">their classes</a>, with which each message
 * begins, and its words.
 */
final class DuckdbErrors {

    private DuckdbErrors() {}

    /** A table or a schema that is not there. */
    static boolean isMissing(SQLException error) {
        return says(error, "Catalog Error: ") && says(error, "does not exist");
    }

    /** A key that is taken: found at once in this process's own rows, at COMMIT where another connection was faster. */
    static boolean isDuplicateKey(SQLException error) {
        return says(error, "Duplicate key") || says(error, "duplicate key");
    }

    /** Two transactions changed the same row: DuckDB never waits, it lets one of them fail. */
    static boolean isConflict(SQLException error) {
        return says(error, "TransactionContext Error: ") && says(error, "onflict");
    }

    static boolean isNoTransaction(SQLException error) {
        return says(error, "no transaction is active");
    }

    static boolean isOpenElsewhere(SQLException error) {
        return says(error, "Could not set lock on file");
    }

    static String firstLine(SQLException error) {
        return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    }

    private static boolean says(SQLException error, String words) {
        return String.valueOf(error.getMessage()).contains(words);
    }
}

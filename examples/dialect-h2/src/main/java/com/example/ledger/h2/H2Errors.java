package com.example.ledger.h2;

import java.sql.SQLException;
import java.util.Set;

/** H2's <a href="https://www.h2database.com/javadoc/org/h2/api/ErrorCode.html">error codes</a>. */
final class H2Errors {
    static final int ALREADY_OPEN = 90020;

    /** Syntax errors. */
    private static final Set<Integer> SYNTAX = Set.of(42000, 42001);
    /** No such table, in three wordings, or no such schema. */
    private static final Set<Integer> MISSING = Set.of(42102, 42103, 42104, 90079);
    /** Lock timeout, deadlock, concurrent update. */
    private static final Set<Integer> IN_THE_WAY = Set.of(50200, 40001, 90131);
    /** The table or the schema exists. */
    private static final Set<Integer> MADE_BY_OTHERS = Set.of(42101, 90078);

    private H2Errors() {}

    static boolean isSyntaxError(SQLException error) {
        return SYNTAX.contains(error.getErrorCode());
    }

    static boolean isMissing(SQLException error) {
        return MISSING.contains(error.getErrorCode());
    }

    static boolean isLockTimeout(SQLException error) {
        return IN_THE_WAY.contains(error.getErrorCode());
    }

    static boolean isOfAnotherTaker(SQLException error) {
        return isLockTimeout(error) || MADE_BY_OTHERS.contains(error.getErrorCode());
    }
}

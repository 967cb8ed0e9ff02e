package io.migrationledger.dialect.mysql.write;

import java.util.regex.Pattern;

/**
 * A statement with lines of DELIMITER around it, where it has a body: the client {@code mysql} cuts at each semicolon
 * otherwise, also within (<a href="https://dev.mysql.com/doc/refman/8.0/en/stored-programs-defining.html">Defining Stored
 * Programs</a>).
 */
final class Delimited {
    private static final Pattern PROGRAM =
            Pattern.compile("(?is)CREATE (?:OR REPLACE )?(?:FUNCTION|PROCEDURE|PACKAGE|TRIGGER|EVENT)\\b.*");

    private Delimited() {}

    /** Returns it as it stands in a file. The mark has a line of its own, as a body may end with a comment. */
    static String of(String sql) {
        boolean program = PROGRAM.matcher(sql).matches();
        if (!program || sql.indexOf(';') < 0) {
            return program && mayEndInComment(sql) ? sql + "\n;" : sql + ';';
        }
        String mark = "//";
        while (sql.contains(mark)) {
            mark += '/';
        }
        return "DELIMITER " + mark + '\n' + sql + '\n' + mark + "\nDELIMITER ;";
    }

    private static boolean mayEndInComment(String sql) {
        String last = sql.substring(sql.lastIndexOf('\n') + 1);
        return last.contains("--") || last.indexOf('#') >= 0;
    }
}

package io.migrationledger.sql;

import io.migrationledger.sql.SqlSyntax.Bodies;
import io.migrationledger.sql.SqlSyntax.Feature;

/** The dialects that the ledger brings along. */
public final class SqlSyntaxes {

    /** SQLite, and the dot commands of its shell. See <a href="https://www.sqlite.org/lang.html">its language</a>. */
    public static final SqlSyntax SQLITE = SqlSyntax.standard("SQLite")
            .with(
                    Feature.BACKTICK_IDENTIFIERS,
                    Feature.BRACKET_IDENTIFIERS,
                    Feature.QUESTION_MARK_PARAMETERS,
                    Feature.NAMED_PARAMETERS,
                    Feature.DOT_COMMANDS)
            .withBodies(Bodies.BLOCK, "TRIGGER");

    /**
     * PostgreSQL with {@code standard_conforming_strings} on, and psql's backslash commands. See
     * <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">Lexical Structure</a>.
     */
    public static final SqlSyntax POSTGRESQL = SqlSyntax.standard("PostgreSQL")
            .with(
                    Feature.NESTED_COMMENTS,
                    Feature.CARRIAGE_RETURN_ENDS_COMMENT,
                    Feature.ESCAPE_STRINGS,
                    Feature.UNICODE_STRINGS,
                    Feature.DOLLAR_QUOTES,
                    Feature.NUMBERED_PARAMETERS,
                    Feature.STATEMENTS_IN_PARENTHESES,
                    Feature.COPY_FROM_STDIN,
                    Feature.BACKSLASH_COMMANDS)
            .withBodies(Bodies.ATOMIC_BLOCK, "FUNCTION", "PROCEDURE");

    /**
     * MySQL with the default {@code sql_mode}, and the commands of the mysql client (of which {@code USE} and
     * {@code HELP} are statements of the server too, and come out as such). See
     * <a href="https://dev.mysql.com/doc/refman/8.4/en/language-structure.html">Language Structure</a> and
     * <a href="https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html">mysql Client Commands</a>.
     */
    public static final SqlSyntax MYSQL = SqlSyntax.standard("MySQL")
            .with(
                    Feature.HASH_COMMENTS,
                    Feature.DASH_COMMENT_NEEDS_SPACE,
                    Feature.EXECUTABLE_COMMENTS,
                    Feature.BACKSLASH_ESCAPES,
                    Feature.DOUBLE_QUOTED_STRINGS,
                    Feature.BACKTICK_IDENTIFIERS,
                    Feature.DOLLAR_QUOTES_AFTER_AS,
                    Feature.DIGIT_IDENTIFIERS,
                    Feature.DOLLAR_IDENTIFIERS,
                    Feature.QUESTION_MARK_PARAMETERS,
                    Feature.DELIMITER_COMMAND,
                    // MySQL up to 5.7, and MariaDB
                    Feature.BACKSLASH_NULL,
                    Feature.BACKSLASH_COMMANDS)
            .withBodies(Bodies.STORED_PROGRAM, "PROCEDURE", "FUNCTION", "TRIGGER", "EVENT")
            .withClientCommands(
                    "CHARSET",
                    "CLEAR",
                    "CONNECT",
                    "EDIT",
                    "EGO",
                    "EXIT",
                    "GO",
                    "NOPAGER",
                    "NOTEE",
                    "NOWARNING",
                    "PAGER",
                    "PRINT",
                    "PROMPT",
                    "QUERY_ATTRIBUTES",
                    "QUIT",
                    "REHASH",
                    "RESETCONNECTION",
                    "SOURCE",
                    "SSL_SESSION_DATA_PRINT",
                    "STATUS",
                    "SYSTEM",
                    "TEE",
                    "WARNINGS");

    /**
     * MariaDB with the default {@code sql_mode}: as MySQL, plus <code>/*M! … *&#47;</code> and
     * <a href="https://mariadb.com/docs/server/server-usage/programming-customizing-mariadb/programmatic-compound-statements/using-compound-statements-outside-of-stored-programs">compound
     * statements outside of stored programs</a>.
     */
    public static final SqlSyntax MARIADB = MYSQL.withName("MariaDB")
            .with(Feature.MARIADB_EXECUTABLE_COMMENTS, Feature.COMPOUND_STATEMENTS)
            .without(Feature.DOLLAR_QUOTES_AFTER_AS);

    private SqlSyntaxes() {}
}

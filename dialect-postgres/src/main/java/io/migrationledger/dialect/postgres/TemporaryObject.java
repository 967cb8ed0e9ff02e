package io.migrationledger.dialect.postgres;

import io.migrationledger.sql.SqlSyntax;
import java.util.Locale;
import java.util.Optional;

/** What a statement makes for its session alone, by name. */
final class TemporaryObject {
    /** What has no form with TEMPORARY is made in this schema. */
    private static final String SCHEMA = "pg_temp.";

    private TemporaryObject() {}

    /**
     * Returns the name of the object, as PostgreSQL folds it and without a schema; empty where the statement makes none that
     * outlives its transaction (https://www.postgresql.org/docs/current/sql-createtable.html).
     */
    static Optional<String> madeBy(String statement, Words words, SqlSyntax syntax) {
        if (words.at("SELECT", "WITH")) {
            String lower = statement.toLowerCase(Locale.ROOT);
            return lower.contains("into") && lower.contains("temp")
                    ? into(Words.all(statement, syntax))
                    : Optional.empty();
        }
        if (!words.take("CREATE")) {
            return Optional.empty();
        }
        words.take("OR", "REPLACE");
        words.takeAny("LOCAL", "GLOBAL");
        boolean declared = words.takeAny("TEMP", "TEMPORARY");
        words.take("RECURSIVE");
        if (!isKind(words)) {
            return Optional.empty();
        }
        words.take("IF", "NOT", "EXISTS");
        Optional<String> name = words.name().map(TemporaryObject::folded);
        if (declared && Words.all(statement, syntax).contains("ON", "COMMIT", "DROP")) {
            return Optional.empty();
        }
        return name.filter(known -> declared || known.startsWith(SCHEMA)).map(TemporaryObject::withoutSchema);
    }

    /** Passes the word that says what kind of object follows, where there can be temporary ones of it. */
    static boolean isKind(Words words) {
        return words.takeAny("TABLE", "VIEW", "SEQUENCE", "FUNCTION", "PROCEDURE", "AGGREGATE", "TYPE", "DOMAIN");
    }

    /** Passes a name, and returns it as PostgreSQL folds it, without the schema of temporary objects. */
    static Optional<String> named(Words words) {
        return words.name().map(TemporaryObject::folded).map(TemporaryObject::withoutSchema);
    }

    /** {@code SELECT … INTO TEMP TABLE x}. */
    private static Optional<String> into(Words words) {
        while (!words.atEnd()) {
            if (words.take("INTO") && words.takeAny("TEMP", "TEMPORARY")) {
                words.take("TABLE");
                return named(words);
            }
            words.word();
        }
        return Optional.empty();
    }

    /** https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS */
    static String folded(String name) {
        return name.indexOf('"') < 0 ? name.toLowerCase(Locale.ROOT) : name.replace("\"", "");
    }

    private static String withoutSchema(String name) {
        return name.startsWith(SCHEMA) ? name.substring(SCHEMA.length()) : name;
    }
}

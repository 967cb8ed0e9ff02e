package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxException;
import io.migrationledger.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a statement is and what it names, by its tokens. The list of statements that commit by themselves:
 * https://dev.mysql.com/doc/refman/8.0/en/implicit-commit.html and
 * https://mariadb.com/kb/en/sql-statements-that-cause-an-implicit-commit/.
 */
public final class StatementReader {
    private static final Set<String> READ_TO_THE_END = Set.of(
            "CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "GRANT", "REVOKE", "SET", "INSTALL", "UNINSTALL", "FLUSH");

    private static final String TRANSACTION =
            "Leave it out: the ledger puts statements that can share a transaction into one, together with its own mark.";

    private static final String LOCKS =
            "Leave it out: only one runner migrates at a time, and such a lock would shut the"
                    + " ledger out of its own table. DDL takes its locks itself.";

    private StatementReader() {}

    public static Reading read(SqlStatement statement, SqlSyntax syntax) {
        if (statement.clientCommand() && statement.text().equals("\\")) {
            return Reading.refused("Leave the backslash out: at the end of a line the mysql client drops it, and the"
                    + " server does not know it.");
        }
        if (statement.clientCommand()) {
            return Reading.refused(
                    "It is a command of the mysql client, not SQL: put the statements themselves into the script.");
        }
        if (takesLocks(statement.text(), syntax)) {
            return Reading.refused("Leave it out: it would give up the ledger's own lock.");
        }
        Words words = Words.head(statement.text(), syntax);
        if (READ_TO_THE_END.contains(words.word())) {
            words = Words.of(statement.text(), syntax);
        }
        return read(words, statement.text(), syntax);
    }

    private static boolean takesLocks(String text, SqlSyntax syntax) {
        String name = "RELEASE_ALL_LOCKS";
        for (int at = 0; at + name.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, name, 0, name.length())) {
                return Words.of(text, syntax).mentions(name);
            }
        }
        return false;
    }

    private static Reading read(Words words, String text, SqlSyntax syntax) {
        return switch (words.word()) {
            case "INSERT", "REPLACE", "UPDATE", "DELETE", "DO", "SHOW", "DESC", "DESCRIBE" -> Reading.transactional();
            case "EXPLAIN", "HELP", "SIGNAL", "RESIGNAL", "SAVEPOINT", "RELEASE", "CHECKSUM", "HANDLER", "GET" ->
                Reading.transactional();
            case "SELECT", "WITH", "VALUES", "TABLE" -> SelectReader.read(text, syntax);
            case "LOAD" ->
                words.at("LOAD", "INDEX") ? Reading.repeatable("LOAD INDEX INTO CACHE") : Reading.transactional();
            case "CALL" -> Reading.opaque("the procedure may commit");
            case "EXECUTE" -> prepared(text, syntax, Reading.opaque("a prepared statement may commit"));
            case "PREPARE" -> prepared(text, syntax, Reading.session());
            case "DEALLOCATE" -> Reading.session();
            case "SET" -> SetReader.read(words, text, syntax, inner -> read(inner, text, syntax));
            case "CREATE" -> CreateReader.read(words);
            case "ALTER" -> AlterReader.read(words);
            case "DROP" -> DropReader.read(words);
            case "RENAME" -> renames(words);
            case "TRUNCATE" -> truncate(words);
            case "GRANT" -> Reading.repeatable("GRANT");
            case "REVOKE" -> revoke(words);
            case "INSTALL", "UNINSTALL" -> install(words);
            case "FLUSH" -> flush(words);
            case "BACKUP" -> Reading.refused(LOCKS);
            case "ANALYZE" -> analyze(words, text, syntax);
            case "CHECK", "OPTIMIZE", "REPAIR", "PURGE", "CACHE" -> Reading.repeatable(words.word());
            case "RESET", "CHANGE", "STOP", "CLONE", "IMPORT" ->
                Reading.unknowable(words.word(), "it leaves nothing behind that a query could compare");
            case "START" ->
                words.word(1).equals("TRANSACTION")
                        ? Reading.refused(TRANSACTION)
                        : Reading.unknowable("START", "it leaves nothing behind that a query could compare");
            case "BEGIN" ->
                words.at("BEGIN", "NOT", "ATOMIC") || syntax.bodies() == SqlSyntax.Bodies.ORACLE_PROGRAM
                        ? Reading.opaque("a compound statement may commit")
                        : Reading.refused(TRANSACTION);
            case "COMMIT" -> Reading.refused(TRANSACTION);
            case "ROLLBACK" -> words.mentions("TO") ? Reading.transactional() : Reading.refused(TRANSACTION);
            case "XA" -> Reading.refused("A migration takes part in no distributed transaction: leave it out.");
            case "LOCK", "UNLOCK" -> Reading.refused(LOCKS);
            case "USE" ->
                Reading.refused("A ledger describes one database. Write the other database's name before the table's "
                        + "(other.orders), or give it migrations and a ledger of its own.");
            case "KILL", "SHUTDOWN", "RESTART" ->
                Reading.refused("It is work for an administrator: run it by hand, outside of any migration.");
            case "" -> bracketed(words, text, syntax);
            default -> Reading.opaque("an unknown statement may commit");
        };
    }

    /** MariaDB's ANALYZE of a statement runs it (https://mariadb.com/kb/en/analyze-statement/). */
    private static Reading analyze(Words words, String text, SqlSyntax syntax) {
        words.skip();
        if (words.accept("FORMAT")) {
            words.acceptSymbol("=");
            words.skip();
        }
        return switch (words.word()) {
            case "INSERT", "REPLACE", "UPDATE", "DELETE" ->
                Reading.refused("It runs the statement behind it: write that without ANALYZE.");
            case "SELECT", "WITH", "VALUES" -> read(words.copy(), text, syntax);
            default -> words.atSymbol("(") ? bracketed(words, text, syntax) : Reading.repeatable("ANALYZE");
        };
    }

    /** A text that is prepared is refused like a statement that would lock the ledger out. */
    private static Reading prepared(String text, SqlSyntax syntax, Reading otherwise) {
        for (SqlToken token : Words.of(text, syntax).rest()) {
            if (token.kind() == SqlToken.Kind.STRING && token.text().length() > 2) {
                return prepared(token, syntax)
                        .filter(reading -> reading.kind() == StatementKind.REFUSED)
                        .orElse(otherwise);
            }
        }
        return otherwise;
    }

    private static Optional<Reading> prepared(SqlToken text, SqlSyntax syntax) {
        String inner = text.text().substring(1, text.text().length() - 1);
        try {
            Words head = Words.head(inner, syntax);
            boolean locks = head.at("LOCK") || head.at("FLUSH") || head.at("BACKUP");
            return locks ? Optional.of(read(head, inner, syntax)) : Optional.empty();
        } catch (SqlSyntaxException e) {
            return Optional.empty(); // a part of a statement
        }
    }

    /**
     * FLUSH TABLES … WITH READ LOCK and FOR EXPORT (https://dev.mysql.com/doc/refman/8.0/en/flush.html,
     * https://mariadb.com/kb/en/flush-tables-for-export/).
     */
    private static Reading flush(Words words) {
        boolean tables = words.mentions("TABLES") || words.mentions("TABLE");
        boolean locks = words.mentions("LOCK") || words.mentions("EXPORT");
        return tables && locks ? Reading.refused(LOCKS) : Reading.repeatable("FLUSH");
    }

    private static Reading bracketed(Words words, String text, SqlSyntax syntax) {
        return words.atSymbol("(")
                ? SelectReader.read(text, syntax)
                : Reading.opaque("an unknown statement may commit");
    }

    private static Reading renames(Words words) {
        words.skip();
        boolean user = words.accept("USER");
        if (!user && !words.accept("TABLE") && !words.accept("TABLES")) {
            return Reading.unknowable("RENAME", "the statement's objects could not be made out");
        }
        words.accept("IF", "EXISTS");
        List<Name> names = new ArrayList<>();
        do {
            (user ? words.account() : words.name()).ifPresent(names::add);
            while (!words.atEnd() && !words.accept("TO")) {
                words.skip(); // NOWAIT, WAIT 5
            }
            (user ? words.account() : words.name()).ifPresent(names::add);
        } while (words.acceptSymbol(","));
        return Reading.of(
                user ? "RENAME USER" : "RENAME TABLE",
                Effect.RENAMES,
                Target.all(user ? Target.Kind.ACCOUNT : Target.Kind.STORAGE, names));
    }

    private static Reading truncate(Words words) {
        words.skip();
        words.accept("TABLE");
        return Reading.of(
                "TRUNCATE",
                Effect.EMPTIES,
                Target.all(Target.Kind.STORAGE, words.name().map(List::of).orElse(List.of())));
    }

    private static Reading revoke(Words words) {
        words.skip();
        words.seek("FROM");
        List<Name> accounts = new ArrayList<>();
        do {
            words.account().ifPresent(accounts::add);
        } while (words.acceptSymbol(","));
        return Reading.of("REVOKE", Effect.ALTERS, Target.all(Target.Kind.GRANTS, accounts));
    }

    private static Reading install(Words words) {
        boolean install = words.accept("INSTALL");
        if (!install) {
            words.skip();
        }
        Effect effect = install ? Effect.CREATES : Effect.DROPS;
        if (words.accept("PLUGIN")) {
            words.accept("IF", "NOT", "EXISTS");
            words.accept("IF", "EXISTS");
            return Reading.of(
                    "INSTALL PLUGIN", effect, Target.all(Target.Kind.PLUGIN, words.names()), "UNINSTALL PLUGIN");
        }
        if (words.accept("COMPONENT")) {
            return Reading.of(
                    "INSTALL COMPONENT",
                    effect,
                    Target.all(
                            Target.Kind.COMPONENT, words.account().map(List::of).orElse(List.of())),
                    "UNINSTALL COMPONENT");
        }
        return Reading.unknowable("INSTALL SONAME", "a library may bring several plugins");
    }
}

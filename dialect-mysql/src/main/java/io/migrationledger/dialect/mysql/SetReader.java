package io.migrationledger.dialect.mysql;

import io.migrationledger.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** SET in its many forms (https://dev.mysql.com/doc/refman/8.0/en/set-statement.html). */
final class SetReader {
    private static final Set<String> CHARACTER_SETS =
            Set.of("CHARACTER_SET_CLIENT", "CHARACTER_SET_CONNECTION", "CHARACTER_SET_RESULTS");

    private SetReader() {}

    /** @param inner reads the statement inside of MariaDB's {@code SET STATEMENT … FOR …} */
    static Reading read(Words words, String text, SqlSyntax syntax, Function<Words, Reading> inner) {
        words.skip();
        if (syntax.name().equals("MariaDB") && words.accept("STATEMENT")) {
            return words.seek("FOR") ? inner.apply(words.copy()) : Reading.opaque("an unknown statement may commit");
        }
        if (words.at("PASSWORD")) {
            return words.mentions("RETAIN")
                    ? Reading.unknowable("SET PASSWORD", "run twice, it would forget the password that it retains")
                    : Reading.repeatable("SET PASSWORD");
        }
        if (words.at("DEFAULT", "ROLE")) {
            return Reading.repeatable("SET DEFAULT ROLE");
        }
        if (words.at("TRANSACTION")) {
            return Reading.refused(
                    "It would set the next transaction only, and the ledger begins the transactions here: "
                            + "write SET SESSION TRANSACTION ….");
        }
        if (words.accept("NAMES") || words.accept("CHARSET") || words.accept("CHARACTER", "SET")) {
            return names(words);
        }
        return assignments(words);
    }

    private static Reading names(Words words) {
        String name = words.account().map(Name::name).orElse("").toLowerCase(Locale.ROOT);
        return name.equals("utf8mb4") || name.equals("default") ? Reading.session() : characterSet();
    }

    private static Reading characterSet() {
        return Reading.refused("The script reaches the server as utf8mb4, and so does the ledger's own text: "
                + "write SET NAMES utf8mb4, or leave it out.");
    }

    private static Reading assignments(Words words) {
        boolean global = false;
        do {
            String variable = variable(words);
            if (variable.startsWith("GLOBAL ")) {
                global = true;
                variable = variable.substring(7);
            }
            if (variable.equals("AUTOCOMMIT")) {
                return Reading.refused("Leave it out: the ledger begins and commits the transactions, "
                        + "each together with its own mark.");
            }
            String value = firstWordOfValue(words);
            if (CHARACTER_SETS.contains(variable)
                    && !List.of("UTF8MB4", "@", "DEFAULT").contains(value)) {
                return characterSet();
            }
            while (!words.atEnd() && !words.atSymbol(",")) {
                words.skipGroup();
            }
        } while (words.acceptSymbol(","));
        return global ? Reading.repeatable("SET GLOBAL") : Reading.session();
    }

    /** Reads the variable's name, in upper case, and whether it is the server's. */
    private static String variable(Words words) {
        boolean user = words.acceptSymbol("@") && !words.acceptSymbol("@");
        if (user) {
            words.identifier();
            return "@";
        }
        String scope = words.word();
        boolean scoped =
                Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY", "SESSION", "LOCAL").contains(scope);
        if (scoped) {
            words.skip();
            words.acceptSymbol(".");
            if (words.at("TRANSACTION")) {
                return scope.equals("GLOBAL") ? "GLOBAL TRANSACTION" : "TRANSACTION";
            }
        }
        String name = words.identifier().orElse("").toUpperCase(Locale.ROOT);
        boolean server = scoped && !scope.equals("SESSION") && !scope.equals("LOCAL");
        return server ? "GLOBAL " + name : name;
    }

    private static String firstWordOfValue(Words words) {
        words.acceptSymbol(":");
        words.acceptSymbol("=");
        if (words.atSymbol("@")) {
            return "@";
        }
        return words.copy().account().map(Name::name).orElse("").toUpperCase(Locale.ROOT);
    }
}

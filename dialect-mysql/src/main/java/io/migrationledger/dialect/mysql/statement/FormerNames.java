package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code SET NAMES utf8} with {@code SET NAMES utf8mb4} directly behind it, as dumps begin that older servers should take,
 * too. The first is in effect for no statement, and is not sent: MariaDB's client would close the connection.
 */
final class FormerNames {
    private @Nullable SqlStatement former;

    /** Returns whether a statement sets what the one behind it has to set again. */
    boolean begins(SqlStatement statement, SqlSyntax syntax) {
        Words words = Words.head(statement.text(), syntax);
        boolean begins = words.accept("SET", "NAMES") && isUtf8(words) && words.atEnd();
        if (begins) {
            former = statement;
        }
        return begins;
    }

    private static boolean isUtf8(Words words) {
        String name = words.account().map(Name::name).orElse("");
        return name.equalsIgnoreCase("utf8") || name.equalsIgnoreCase("utf8mb3");
    }

    /** Returns a refusal where the statement behind such a one does not set the names again. */
    Optional<Reading> next(SqlStatement statement, SqlSyntax syntax) {
        SqlStatement before = former;
        former = null;
        Words words = Words.head(statement.text(), syntax);
        boolean again = words.accept("SET", "NAMES")
                && words.account()
                        .filter(name -> name.name().equalsIgnoreCase("utf8mb4"))
                        .isPresent();
        return before == null || again
                ? Optional.empty()
                : Optional.of(Reading.refused("Not behind the SET NAMES of line " + before.line()
                        + ": the script reaches the server as utf8mb4, and so does the ledger's own text. Write SET NAMES"
                        + " utf8mb4 there, or leave it out."));
    }
}

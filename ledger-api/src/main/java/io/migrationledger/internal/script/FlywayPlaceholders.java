package io.migrationledger.internal.script;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The placeholders that Flyway gives a value itself, as far as the database tells it
 * (<a href="https://documentation.red-gate.com/fd/migration-placeholders-275218550.html">its manual</a>). Each is asked for
 * when it stands in a script, and then once.
 */
public final class FlywayPlaceholders implements Function<String, Optional<String>> {
    private static final String PREFIX = "flyway:";

    private final DialectSession session;
    private final Map<String, Optional<String>> asked = new HashMap<>();

    /** Asks on this session. */
    public FlywayPlaceholders(DialectSession session) {
        this.session = session;
    }

    /** Returns the values where there is no database to ask: words that stand for them. */
    public static Optional<String> withoutDatabase(String name) {
        return name.startsWith(PREFIX) ? Optional.of(name.substring(PREFIX.length())) : Optional.empty();
    }

    @Override
    public Optional<String> apply(String name) {
        return name.startsWith(PREFIX)
                ? asked.computeIfAbsent(name.substring(PREFIX.length()), this::ask)
                : Optional.empty();
    }

    private Optional<String> ask(String name) {
        try {
            return switch (name) {
                case "defaultSchema" -> Optional.of(schema().or(this::catalog).orElse("main"));
                case "database" -> catalog();
                case "user" -> Optional.of(user());
                default -> Optional.empty();
            };
        } catch (SQLException e) {
            throw new LedgerException(
                    ErrorCode.DATABASE_ERROR,
                    "the database does not tell the value of ${" + PREFIX + name + "}: " + e.getMessage(),
                    LedgerException.NOTHING_CHANGED,
                    "Give it: --placeholder " + PREFIX + name + "=….",
                    e);
        }
    }

    private Optional<String> schema() throws SQLException {
        return some(session.connection().getSchema());
    }

    /** Drivers of MySQL and MariaDB call a schema a catalog. */
    private Optional<String> catalog() {
        try {
            return some(session.connection().getCatalog());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** MySQL and MariaDB add where the user comes from. */
    private String user() throws SQLException {
        String user = session.currentUser();
        int at = user.lastIndexOf('@');
        return at > 0 && schema().isEmpty() ? user.substring(0, at) : user;
    }

    private static Optional<String> some(@Nullable String text) {
        return Optional.ofNullable(text).filter(some -> !some.isEmpty());
    }
}

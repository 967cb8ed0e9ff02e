package io.migrationledger.internal.script;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.DialectSession;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The placeholders that Flyway gives a value itself, as far as the database tells it
 * (<a href="https://documentation.red-gate.com/fd/migration-placeholders-275218550.html">its manual</a>). Each is asked for
 * when it stands in a script, and then once.
 */
public final class FlywayPlaceholders implements Placeholders.Known {
    private static final String PREFIX = "flyway:";

    private static final String FILENAME = "filename";
    private static final String TIMESTAMP = "timestamp";

    private final DialectSession session;
    private final Clock clock;
    private final Map<String, Optional<String>> asked = new HashMap<>();

    /**
     * Asks on this session.
     *
     * @param clock tells the time of {@code ${flyway:timestamp}}, which is one for the whole run, in the zone of this
     *     machine, as Flyway writes it
     */
    public FlywayPlaceholders(DialectSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** Asks nobody: words that stand for the values. */
    public static Optional<String> withoutDatabase(String name, Supplier<String> location) {
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String own = name.substring(PREFIX.length());
        return Optional.of(own.equals(FILENAME) ? fileName(location.get()) : own);
    }

    @Override
    public Optional<String> value(String name, Supplier<String> location) {
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String own = name.substring(PREFIX.length());
        return own.equals(FILENAME) ? Optional.of(fileName(location.get())) : asked.computeIfAbsent(own, this::ask);
    }

    @Override
    public boolean changes(String name) {
        return name.equals(PREFIX + TIMESTAMP);
    }

    private static String fileName(String location) {
        return location.substring(location.replace('\\', '/').lastIndexOf('/') + 1);
    }

    private Optional<String> ask(String name) {
        try {
            return switch (name) {
                case "defaultSchema" -> Optional.of(schema().or(this::catalog).orElse("main"));
                case "database" -> catalog();
                case "user" -> Optional.of(user());
                case "environment" -> Optional.of("default");
                case "workingDirectory" -> some(System.getProperty("user.dir"));
                case TIMESTAMP ->
                    Optional.of(
                            Formatter.SECONDS.format(LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault())));
                default -> Optional.empty();
            };
        } catch (SQLException e) {
            throw new LedgerException(
                    ErrorCode.DATABASE_ERROR,
                    "the database does not tell the value of ${" + PREFIX + name + "}: " + e.getMessage(),
                    LedgerException.NOTHING_CHANGED,
                    Advice.of("Give it: ", Action.PLACEHOLDER.about(PREFIX + name), "."),
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

    /** Made when it is asked for: a start with nothing to do loads no formatter. */
    private static final class Formatter {
        private static final DateTimeFormatter SECONDS =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    }
}

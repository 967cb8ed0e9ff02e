package io.migrationledger.spring.autoconfigure;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** How to reach one database: over the application's pool, or with an address or an account of its own. */
final class Access {
    private final DatabaseSettings settings;
    private final @Nullable DataSource dataSource;

    Access(DatabaseSettings settings, @Nullable DataSource dataSource) {
        this.settings = settings;
        this.dataSource = dataSource;
    }

    /**
     * Begins a migrator. Opens no connection.
     *
     * @throws LedgerException where there is a password and nobody whose it is, or no data source
     */
    Migrator.Builder builder() {
        if (settings.user() == null && !password().isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "migration-ledger.password is set, and migration-ledger.user is not",
                    "Set migration-ledger.user, too; or take the password away: then the data source's user and password"
                            + " are used.");
        }
        if (settings.url() == null) {
            return Migrator.of(settings.user() == null ? needed() : derived(needed(), settings.user()));
        }
        if (settings.user() == null && dataSource != null) {
            return Migrator.of(atAddress(dataSource, settings.url())).address(settings.url());
        }
        Properties properties = new Properties();
        if (settings.user() != null) {
            properties.setProperty("user", settings.user());
            properties.setProperty("password", password());
        }
        return Migrator.of(settings.url(), properties);
    }

    /** Returns Spring Boot's name of the database. Opens a connection where the settings have no address. */
    String vendor() {
        String url = settings.url();
        if (url == null) {
            try (Connection connection = needed().getConnection()) {
                url = connection.getMetaData().getURL();
            } catch (SQLException | RuntimeException e) {
                throw new LedgerException(
                        ErrorCode.NO_CONNECTION,
                        "{vendor} in a location asks which database this is, and it cannot be reached: "
                                + e.getMessage(),
                        LedgerException.NOTHING_CHANGED,
                        "Check spring.datasource, or write the location without {vendor}.",
                        e);
            }
        }
        DatabaseDriver driver = DatabaseDriver.fromJdbcUrl(url);
        if (driver == DatabaseDriver.UNKNOWN) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "{vendor} stands in a location, and Spring Boot knows no name for this database",
                    "Write the location without {vendor}.");
        }
        return driver.getId();
    }

    private DataSource needed() {
        if (dataSource == null) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "there is no one DataSource bean to migrate: there is none, or there are several and none is primary",
                    "Mark one with @Primary or @MigrationDataSource, or name each under migration-ledger.data-sources.");
        }
        return dataSource;
    }

    private DataSource derived(DataSource pool, String user) {
        return DataSourceBuilder.derivedFrom(pool)
                .type(SimpleDriverDataSource.class)
                .username(user)
                .password(password())
                .build();
    }

    private static DataSource atAddress(DataSource pool, String url) {
        return DataSourceBuilder.derivedFrom(pool)
                .type(SimpleDriverDataSource.class)
                .driverClassName(DatabaseDriver.fromJdbcUrl(url).getDriverClassName())
                .url(url)
                .build();
    }

    private String password() {
        return settings.password() == null ? "" : settings.password();
    }
}

package io.migrationledger.jooq;

import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.replace;
import static org.jooq.impl.DSL.table;

import io.migrationledger.LedgerException;
import io.migrationledger.Migrator;
import io.migrationledger.ScratchDatabase;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.SessionOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record4;
import org.jooq.ResultQuery;
import org.jooq.meta.Database;
import org.jooq.meta.Definition;
import org.jooq.meta.TableDefinition;
import org.jspecify.annotations.Nullable;

/** One scratch database that the migrations have built. Made when it is first asked for; for one thread. */
final class MigratedSchema implements AutoCloseable {
    private static final String PLACEHOLDER = "placeholder.";
    private static final Set<String> NAMES = Set.of("url", "user", "password", "directories", "layout");

    private final String defaultUrl;
    private @Nullable ScratchDatabase scratch;

    /**
     * Nothing happens yet.
     *
     * @param defaultUrl the address where the properties name none; empty where they have to
     */
    MigratedSchema(String defaultUrl) {
        this.defaultUrl = defaultUrl;
    }

    /**
     * Returns the connection to the migrated database: always the same one.
     *
     * @throws LedgerException where the properties, the server or the migrations are wrong
     */
    Connection connection(Database database) {
        if (scratch == null) {
            scratch = migrated(database.getProperties(), Path.of(directory(database.getBasedir())));
        }
        return scratch.connection();
    }

    /** Returns the name of the migrated database on its server; empty where it has none, in memory. */
    static String nameOf(Connection connection) {
        try {
            return Objects.requireNonNullElse(connection.getCatalog(), "");
        } catch (SQLException e) {
            throw new IllegalStateException("the scratch database does not answer", e);
        }
    }

    /** Refuses the name of another database, in which nothing would be found. */
    static void checkInput(List<String> schemata, String name) {
        if (!schemata.isEmpty() && !schemata.contains(name)) {
            throw new IllegalArgumentException("inputSchema names " + String.join(", ", schemata)
                    + ", and the migrations build a scratch database: leave inputSchema out");
        }
    }

    /** Returns the views of MySQL's or MariaDB's database, without its name. */
    static ResultQuery<Record4<String, String, String, String>> views(DSLContext create, String name) {
        Field<String> view = field(name("TABLE_NAME"), String.class);
        Field<String> definition =
                replace(field(name("VIEW_DEFINITION"), String.class), inline("`" + name + "`."), inline(""));
        return create.select(
                        field(name("TABLE_CATALOG"), String.class),
                        field(name("TABLE_SCHEMA"), String.class),
                        view,
                        concat(inline("create view `"), view, inline("` as "), definition))
                .from(table(name("information_schema", "VIEWS")))
                .where(field(name("TABLE_SCHEMA"), String.class).eq(name))
                .orderBy(view);
    }

    /** Returns whether a table is the ledger's own, which is not for the application's code. */
    static boolean isOfTheLedger(Definition definition) {
        return definition instanceof TableDefinition table && isOfTheLedger(table.getName());
    }

    /** Returns whether a driver names a table of the ledger so: any of them, whatever the database. */
    static boolean isOfTheLedger(String table) {
        return table.matches(SessionOptions.DEFAULT_TABLE + "(_scripts|_lease|_lock|_trial|_flush)?");
    }

    @Override
    public void close() {
        if (scratch != null) {
            scratch.close();
            scratch = null;
        }
    }

    private ScratchDatabase migrated(Properties properties, Path base) {
        check(properties);
        ScratchDatabase made = ScratchDatabase.open(url(properties), login(properties));
        try {
            Migrator.Builder migrator = Migrator.of(made.connection()).application("jOOQ code generation");
            directories(properties).forEach(directory -> migrator.source(source(properties, base.resolve(directory))));
            for (String name : properties.stringPropertyNames()) {
                if (name.startsWith(PLACEHOLDER)) {
                    migrator.placeholder(name.substring(PLACEHOLDER.length()), properties.getProperty(name));
                }
            }
            migrator.build().migrate();
            return made;
        } catch (RuntimeException | Error e) {
            try {
                made.close();
            } catch (LedgerException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    private static void check(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (!NAMES.contains(name) && !name.startsWith(PLACEHOLDER)) {
                throw new IllegalArgumentException("there is no property " + name + "; there are "
                        + String.join(", ", new TreeSet<>(NAMES)) + ", and " + PLACEHOLDER + "NAME");
            }
        }
    }

    private String url(Properties properties) {
        String url = properties.getProperty("url", defaultUrl);
        if (url.isBlank()) {
            throw new IllegalArgumentException(
                    "the property url is missing: the JDBC address of a server on which a scratch database may be made");
        }
        return url;
    }

    private static Properties login(Properties properties) {
        Properties login = new Properties();
        for (String name : new String[] {"user", "password"}) {
            String value = properties.getProperty(name);
            if (value != null) {
                login.setProperty(name, value);
            }
        }
        return login;
    }

    private static Stream<String> directories(Properties properties) {
        return Arrays.stream(properties.getProperty("directories", "migrations").split(",", -1))
                .map(String::strip)
                .filter(directory -> !directory.isEmpty());
    }

    private static FileSource source(Properties properties, Path directory) {
        FileSource source = Migrations.directory(directory);
        String layout = properties.getProperty("layout");
        return layout == null ? source : source.layout(layout);
    }

    private static String directory(@Nullable String basedir) {
        return basedir == null ? "" : basedir;
    }
}

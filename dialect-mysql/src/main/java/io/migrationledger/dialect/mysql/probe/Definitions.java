package io.migrationledger.dialect.mysql.probe;

import io.migrationledger.dialect.mysql.server.MysqlErrors;
import io.migrationledger.dialect.mysql.server.Settings;
import io.migrationledger.dialect.mysql.server.Storage;
import io.migrationledger.dialect.mysql.statement.Name;
import io.migrationledger.dialect.mysql.statement.Target;
import io.migrationledger.migration.Sha256;
import io.migrationledger.spi.support.JdbcSql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at objects: one query each. */
public final class Definitions {
    /** Rows that others insert move it, and no migration is told apart by it: setting it twice does no harm. */
    private static final Pattern AUTO_INCREMENT = Pattern.compile(" AUTO_INCREMENT=\\d+");

    /** MariaDB makes partitions for the history by itself; counts them, or lists them, at the definition's end. */
    private static final Pattern AUTO_PARTITIONS = Pattern.compile(
            "(\n PARTITION BY SYSTEM_TIME [^\n]* AUTO\n)(?:PARTITIONS \\d+|((?:SUBPARTITION[^\n]*\n)*\\()(?s:.*)$)");

    private static final Pattern EVENT_STATE =
            Pattern.compile("( ON COMPLETION (?:NOT )?PRESERVE) (ENABLE|DISABLE(?: ON (?:SLAVE|REPLICA))?)");

    /** No such table, database, routine, trigger, event, account, grant, sequence, unknown view, unknown role. */
    private static final Set<Integer> ABSENT =
            Set.of(1146, 1049, 1305, 1360, 1539, 1396, 1141, 1133, 1269, 4091, 3162, 1959, 1347, 4089);

    private final JdbcSql sql;
    private final Storage storage;
    private final Settings settings;

    public Definitions(JdbcSql sql, Settings settings, Storage storage) {
        this.sql = sql;
        this.settings = settings;
        this.storage = storage;
    }

    State of(Target target) throws SQLException {
        try {
            return read(target);
        } catch (SQLException e) {
            if (ABSENT.contains(e.getErrorCode())) {
                return State.ABSENT;
            }
            if (MysqlErrors.isAccessDenied(e)) {
                return State.UNREADABLE;
            }
            throw e;
        }
    }

    private State read(Target target) throws SQLException {
        String name = target.sql();
        String plain = target.name().name();
        return switch (target.kind()) {
            case TABLE -> new State(hash(table(target)), "");
            case STORAGE -> new State(hash(unnamed(table(target), plain)), storage.of(target.name()));
            case ROWS -> new State(hash(table(target) + storage.checksum(target.name())), "");
            case SEQUENCE -> shown("SHOW CREATE SEQUENCE " + name, 1, 2);
            // Its last column is the time of its creation.
            case TRIGGER -> shown("SHOW CREATE TRIGGER " + name, 1, 3);
            case PROCEDURE -> shown("SHOW CREATE PROCEDURE " + name, 1, 3);
            case FUNCTION -> function(target);
            case PACKAGE -> shown("SHOW CREATE PACKAGE " + name, 1, 3);
            case PACKAGE_BODY -> shown("SHOW CREATE PACKAGE BODY " + name, 1, 3);
            case EVENT -> event(name);
            case DATABASE ->
                shown("SHOW CREATE DATABASE " + Name.quote(plain.isEmpty() ? settings.database() : plain), 0, 2);
            case ACCOUNT -> shown("SHOW CREATE USER " + name, 0, 1);
            case GRANTS -> listed("SHOW GRANTS FOR " + name);
            case SERVER -> listed("SELECT * FROM mysql.servers WHERE Server_name = ?", plain);
            case TABLESPACE ->
                listed(
                        "SELECT file_name, extent_size, autoextend_size FROM information_schema.files WHERE tablespace_name = ?",
                        plain);
            case RESOURCE_GROUP ->
                listed("SELECT * FROM information_schema.resource_groups WHERE resource_group_name = ?", plain);
            case SPATIAL_REFERENCE_SYSTEM ->
                listed("SELECT * FROM information_schema.st_spatial_reference_systems WHERE srs_id = ?", plain);
            case PLUGIN ->
                listed(
                        "SELECT plugin_name, plugin_library FROM information_schema.plugins WHERE plugin_name = ? AND plugin_status <> 'NOT INSTALLED'",
                        plain);
            case COMPONENT -> listed("SELECT component_urn FROM mysql.component WHERE component_urn = ?", plain);
        };
    }

    private String table(Target target) throws SQLException {
        try {
            String definition =
                    sql.row("SHOW CREATE TABLE " + target.sql()).orElseThrow().get(1);
            String counted = AUTO_INCREMENT.matcher(definition).replaceAll("");
            return AUTO_PARTITIONS.matcher(counted).replaceFirst("$1$2");
        } catch (SQLException e) {
            if (e.getErrorCode() != MysqlErrors.VIEW_INVALID) {
                throw e;
            }
            // A view whose tables are gone: SHOW CREATE refuses it, and yet it is there.
            return sql.rows(
                            "SELECT view_definition, check_option, definer, security_type FROM information_schema.views"
                                    + " WHERE table_schema = ? AND table_name = ?",
                            schema(target),
                            target.name().name())
                    .toString();
        }
    }

    private String schema(Target target) throws SQLException {
        return target.name().schema().isEmpty()
                ? settings.database()
                : target.name().schema();
    }

    /** Returns one and the same target for all ways to name a table: with its database or without, in any case. */
    Target identity(Target target) throws SQLException {
        if (target.isAccount()) {
            return target;
        }
        Name full = new Name(schema(target), target.name().name());
        return new Target(
                target.kind(),
                settings.ignoresCase()
                        ? new Name(
                                full.schema().toLowerCase(Locale.ROOT),
                                full.name().toLowerCase(Locale.ROOT))
                        : full);
    }

    /**
     * Returns the definition without the object's own name, and without the constraints' names that are made of it. A column may
     * have the same name, and keeps it.
     */
    private static String unnamed(String definition, String name) {
        String quoted = Name.quote(name);
        String start = quoted.substring(0, quoted.length() - 1);
        return definition
                .replace(" TABLE " + quoted, " TABLE ``")
                .replace(" VIEW " + quoted, " VIEW ``")
                .replace(" REFERENCES " + quoted, " REFERENCES ``")
                .replace(start + "_ibfk_", "`_ibfk_")
                .replace(start + "_chk_", "`_chk_");
    }

    /** Replicas switch off what they are sent, and stay so where they take over: whether it is on is a server's own. */
    private State event(String name) throws SQLException {
        List<String> row = sql.row("SHOW CREATE EVENT " + name).orElse(List.of());
        if (row.isEmpty()) {
            return State.ABSENT;
        }
        Matcher state = EVENT_STATE.matcher(row.get(3));
        String on = state.find() ? state.group(2) : "";
        return new State(hash(row.subList(1, 3) + state.replaceFirst("$1")), on);
    }

    /** A loadable function is created with the same words as a stored one, and shown by none. */
    private State function(Target target) throws SQLException {
        try {
            return shown("SHOW CREATE FUNCTION " + target.sql(), 1, 3);
        } catch (SQLException e) {
            if (e.getErrorCode() != MysqlErrors.NO_SUCH_ROUTINE) {
                throw e;
            }
            try {
                return listed(
                        "SELECT * FROM mysql.func WHERE name = ?", target.name().name());
            } catch (SQLException denied) {
                return State.ABSENT; // who may not read mysql.func may not write it either
            }
        }
    }

    private State shown(String query, int first, int end) throws SQLException {
        List<String> row = sql.row(query).orElse(List.of());
        return row.isEmpty()
                ? State.ABSENT
                : new State(hash(row.subList(first, Math.min(end, row.size())).toString()), "");
    }

    private State listed(String query, String... parameters) throws SQLException {
        List<String> rows = sql.rows(query, parameters).stream()
                .map(List::toString)
                .sorted()
                .toList();
        return rows.isEmpty() ? State.ABSENT : new State(hash(rows.toString()), "");
    }

    private static String hash(String definition) {
        return Sha256.hex(definition).substring(0, 32);
    }
}

package io.migrationledger.dialect.mysql.server;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.Capability;
import io.migrationledger.sql.SqlSyntax;
import io.migrationledger.sql.SqlSyntaxes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server answers. Both JDBC drivers know its version from the handshake, so that nothing is asked.
 *
 * @param mariadb whether it is MariaDB, whichever client reached it
 * @param version the version as the server gives it
 * @param number major × 10000 + minor × 100 + patch
 */
public record Server(boolean mariadb, String version, int number) {
    /** The servers' own words, those of their packages, and how they were built. */
    private static final Set<String> USUAL = Set.of(
            "mariadb", "maria", "log", "debug", "enterprise", "commercial", "deb", "u", "ubu", "ubuntu", "el", "fc");

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    public static Server of(Connection connection) throws SQLException {
        return of(connection.getMetaData().getDatabaseProductVersion());
    }

    public static Server of(String version) {
        boolean mariadb = version.toLowerCase(Locale.ROOT).contains("mariadb");
        // Up to 10.11 MariaDB says 5.5.5-10.6.1-MariaDB, so that old replicas take it for MySQL
        // (https://mariadb.com/kb/en/server-system-variables/#version).
        Matcher matcher = NUMBERS.matcher(mariadb ? version.replaceFirst("^5\\.5\\.5-", "") : version);
        int number = matcher.find() ? part(matcher, 1) * 10_000 + part(matcher, 2) * 100 + part(matcher, 3) : 0;
        return new Server(mariadb, version, number);
    }

    private static int part(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    public String product() {
        return mariadb ? "MariaDB" : "MySQL";
    }

    /** Returns the version without what MariaDB puts before it for the sake of old replicas. */
    public String ownVersion() {
        return mariadb ? version.replaceFirst("^5\\.5\\.5-", "") : version;
    }

    /** Returns whether it may be another engine, which has to be tried: its version has a word that theirs do not have. */
    public boolean isRelative() {
        return Arrays.stream(version.toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .anyMatch(word -> !word.isEmpty() && !USUAL.contains(word));
    }

    public List<String> fileVariants() {
        return mariadb ? List.of("mariadb", "mysql") : List.of("mysql");
    }

    public SqlSyntax syntax() {
        return mariadb ? SqlSyntaxes.MARIADB : SqlSyntaxes.MYSQL;
    }

    /**
     * No DDL takes part in transactions. CREATE TABLE … SELECT is atomic from 8.0.21 on
     * (https://dev.mysql.com/doc/refman/8.0/en/atomic-ddl.html); MariaDB drops several tables one after the other
     * (https://mariadb.com/kb/en/atomic-ddl/).
     */
    public Set<Capability> declined() {
        boolean atomic = !mariadb && number >= 8_00_21;
        return atomic
                ? EnumSet.of(Capability.TRANSACTIONAL_DDL, Capability.SCHEMAS)
                : EnumSet.of(Capability.TRANSACTIONAL_DDL, Capability.ATOMIC_DDL, Capability.SCHEMAS);
    }

    /** @throws LedgerException where no promise can be kept on this server */
    public void checkSupported() {
        int oldest = mariadb ? 10_06_00 : 8_00_00;
        if (number < oldest) {
            throw unsuitable(
                    "the server is " + product() + " " + version + ", whose DDL a crash can leave half done",
                    "Use " + (mariadb ? "MariaDB 10.6" : "MySQL 8.0") + " or newer.");
        }
    }

    static LedgerException unsuitable(String what, String next) {
        return LedgerException.input(ErrorCode.UNSUITABLE_DATABASE, what, next);
    }
}

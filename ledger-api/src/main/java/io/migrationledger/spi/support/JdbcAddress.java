package io.migrationledger.spi.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JDBC addresses, and those behind them. A driver that wraps another one puts a name of its own before the other's:
 * {@code jdbc:p6spy:mysql:…}, {@code jdbc:otel:postgresql:…}, {@code jdbc:aws-wrapper:postgresql:…},
 * {@code jdbc:tc:postgresql:15:///…}, or changes the beginning: {@code jdbc-secretsmanager:mysql:…}. So, whatever the
 * wrapper is, the address behind it is what remains without that.
 */
public final class JdbcAddress {
    // Compiled where they are asked for: nearly every program begins with an address that needs neither.
    private static final String WRAPPER = "(?is)(?:jdbc-[a-z0-9-]+|jdbc:([a-z][a-z0-9.+-]*)):([a-z][a-z0-9.+-]*:.*)";

    /** A client's protocol, perhaps how it chooses among servers, and several of these by host and port. */
    private static final String SERVERS =
            "(jdbc:(?:mysql|mariadb|postgresql):)(?:[a-z-]+:)?//([\\w.-]+(?::\\d+)?(?:,[\\w.-]+(?::\\d+)?)+)((?:[/?].*)?)";

    /** No wrappers: what follows such a name may be anything, a database called {@code mysql:x} included. */
    private static final Set<String> DATABASES = Set.of(
            "sqlite",
            "postgresql",
            "mysql",
            "mysql+srv",
            "mariadb",
            "h2",
            "hsqldb",
            "derby",
            "duckdb",
            "oracle",
            "sqlserver",
            "jtds",
            "db2",
            "firebird",
            "firebirdsql",
            "sap",
            "sybase",
            "informix-sqli",
            "snowflake",
            "redshift",
            "clickhouse",
            "trino",
            "odbc",
            "calcite",
            "avatica");

    private JdbcAddress() {}

    /** Returns an address, and then those behind it, from the outermost to the innermost. */
    public static List<String> behind(String url) {
        List<String> addresses = new ArrayList<>(List.of(url));
        Pattern pattern = Pattern.compile(WRAPPER);
        Matcher wrapper = pattern.matcher(url);
        while (wrapper.matches() && !DATABASES.contains(lowerCase(wrapper.group(1)))) {
            String inner = "jdbc:" + wrapper.group(2);
            addresses.add(inner);
            wrapper = pattern.matcher(inner);
        }
        return addresses;
    }

    private static String lowerCase(@org.jspecify.annotations.Nullable String name) {
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the address of another database on the same server, with everything else that the address says: {@code
     * jdbc:mysql://host:3306/shop?a=b} and {@code x} make {@code jdbc:mysql://host:3306/x?a=b}.
     */
    public static String withDatabase(String url, String database) {
        int end = url.indexOf('?');
        String parameters = end < 0 ? "" : url.substring(end);
        String rest = end < 0 ? url : url.substring(0, end);
        int host = rest.indexOf("//");
        if (host < 0) {
            return rest.substring(0, rest.lastIndexOf(':') + 1) + database + parameters;
        }
        int path = rest.indexOf('/', host + 2);
        return (path < 0 ? rest : rest.substring(0, path)) + "/" + database + parameters;
    }

    /**
     * Returns the addresses of the servers that an address names, one for each, in their order: {@code
     * jdbc:mariadb:sequential://a,b/shop} makes {@code jdbc:mariadb://a/shop} and {@code jdbc:mariadb://b/shop}. The address
     * itself where it names one, or says more of its servers than host and port.
     */
    public static List<String> each(String url) {
        if (url.indexOf(',') < 0) {
            return List.of(url);
        }
        Matcher named = Pattern.compile(SERVERS).matcher(url);
        return named.matches()
                ? Arrays.stream(named.group(2).split(",", -1))
                        .map(server -> named.group(1) + "//" + server + named.group(3))
                        .toList()
                : List.of(url);
    }

    /** Returns what stands between {@code //} and the next slash, without user and password; empty where nothing does. */
    public static String server(String url) {
        int begin = url.indexOf("//");
        if (begin < 0) {
            return "";
        }
        String rest = url.substring(begin + 2);
        int end = 0;
        while (end < rest.length() && "/?;".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String server = rest.substring(0, end);
        return server.substring(server.lastIndexOf('@') + 1);
    }
}

package io.migrationledger.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the passwords in a JDBC address: of the user before a host, and the values of parameters that are secrets by their
 * whole name. The names are those of the clients' manuals: https://jdbc.postgresql.org/documentation/use/,
 * https://dev.mysql.com/doc/connector-j/en/connector-j-reference-configuration-properties.html,
 * https://mariadb.com/docs/connectors/mariadb-connector-j/about-mariadb-connector-j,
 * https://github.com/xerial/sqlite-jdbc, and for encrypted SQLite files
 * https://utelle.github.io/SQLite3MultipleCiphers/docs/configuration/config_uri/.
 */
public final class AddressSecrets {
    /** Every client's word for a password ends so: sslpassword, keyStorePassword, password2. */
    private static final Pattern PASSWORD = Pattern.compile("(.*[^a-z])?[a-z]*(password|passwd|passphrase)[0-9]?");

    private static final Set<String> OTHERS = Set.of(
            "pwd",
            "pass",
            "secret",
            "clientsecret",
            "keystoresecret",
            "token",
            "accesstoken",
            "sessiontoken",
            "key",
            "hexkey",
            "textkey",
            "rekey",
            "hexrekey",
            "textrekey");

    private final String url;
    private final List<Range> found = new ArrayList<>();

    /**
     * A secret's place in the address.
     *
     * @param start of its first character
     * @param end behind its last one
     */
    record Range(int start, int end) {}

    private AddressSecrets(String url) {
        this.url = url;
    }

    /** Returns where secrets stand, in order and without overlaps; none of them is empty. */
    static List<Range> in(String url) {
        AddressSecrets secrets = new AddressSecrets(url);
        int query = url.indexOf('?');
        secrets.users(query < 0 ? url.length() : query);
        if (query >= 0) {
            secrets.parameters(query + 1, url.length(), "&");
        }
        // SQL Server's and H2's addresses have their parameters here, and MySQL's those of each host.
        secrets.parameters(0, query < 0 ? url.length() : query, ";,()&");
        return secrets.ordered();
    }

    /** Returns whether nothing stands in the address that is a secret, or may be one: what a {@code @} follows. */
    public static boolean isOpen(String url) {
        return url.indexOf('@') < 0 && in(url).isEmpty();
    }

    /** {@code user:password@host}, once for each host where there are several. A password may hold any character. */
    private void users(int end) {
        int start = url.indexOf("//");
        if (start < 0 || start >= end) {
            return;
        }
        int from = start + 2;
        int hosts = url.lastIndexOf('@', end - 1);
        while (from < hosts) {
            int colon = url.indexOf(':', from);
            if (colon < 0 || colon > hosts) {
                return;
            }
            int next = nextUser(colon, hosts);
            int at = url.lastIndexOf('@', next < 0 ? hosts : next);
            add(colon + 1, at);
            from = next < 0 ? hosts : next + 1;
        }
    }

    /** Returns the comma before the next {@code user:password@}, or -1: one that stands between a host and a user. */
    private int nextUser(int colon, int hosts) {
        for (int comma = url.indexOf(',', colon); comma >= 0 && comma < hosts; comma = url.indexOf(',', comma + 1)) {
            int before = url.lastIndexOf('@', comma);
            int after = url.indexOf(':', comma);
            if (before > colon && after >= 0 && after < hosts && url.indexOf('@', comma) > after) {
                return comma;
            }
        }
        return -1;
    }

    private void parameters(int from, int to, String separators) {
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || separators.indexOf(url.charAt(at)) >= 0) {
                parameter(start, at);
                start = at + 1;
            }
        }
    }

    private void parameter(int start, int end) {
        int equals = url.indexOf('=', start);
        if (equals >= 0 && equals < end && isSecret(url.substring(start, equals))) {
            add(equals + 1, end);
        }
    }

    static boolean isSecret(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return OTHERS.contains(lower) || PASSWORD.matcher(lower).matches();
    }

    private void add(int start, int end) {
        if (start < end) {
            found.add(new Range(start, end));
        }
    }

    private List<Range> ordered() {
        found.sort((a, b) -> Integer.compare(a.start, b.start));
        List<Range> ranges = new ArrayList<>();
        for (Range range : found) {
            int last = ranges.size() - 1;
            if (last >= 0 && range.start < ranges.get(last).end) {
                Range before = ranges.get(last);
                ranges.set(last, new Range(before.start, Math.max(before.end, range.end)));
            } else {
                ranges.add(range);
            }
        }
        return ranges;
    }
}

package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Domain;
import io.migrationledger.spi.schema.Snapshot;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a change of a table has to know beyond that table.
 *
 * @param version of the server, such as 17; 0 where it is not known
 * @param withoutNull the domains that refuse NULL and have no default, as a column's type has them
 */
record Surroundings(int version, Set<String> withoutNull) {
    /** Of a table that has no rows. */
    static final Surroundings NONE = new Surroundings(0, Set.of());

    private static final Pattern SERVER = Pattern.compile("PostgreSQL (\\d+).*");

    static Surroundings of(Snapshot from, Snapshot to) {
        Matcher server = SERVER.matcher(from.server());
        Set<String> withoutNull = new TreeSet<>();
        boolean more = true;
        while (more) {
            more = false;
            for (Domain domain : to.domains()) {
                boolean refuses = !domain.nullable() || withoutNull.contains(domain.type());
                if (refuses && domain.defaultValue().isEmpty()) {
                    more |= withoutNull.add(Sql.name(domain.name()));
                }
            }
        }
        return new Surroundings(server.matches() ? Integer.parseInt(server.group(1)) : 0, withoutNull);
    }

    /** Returns whether a stored column can be computed in another way while it stays (PostgreSQL 17). */
    boolean setsExpressions() {
        return version >= 17;
    }
}

package io.migrationledger.internal;

import static io.migrationledger.ErrorCode.UNKNOWN_DATABASE;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;

/** Finds the dialect module for a database address. */
public final class Dialects {
    private static final Map<String, String> MODULES = Map.of(
            "sqlite", "dialect-sqlite",
            "postgresql", "dialect-postgres",
            "mysql", "dialect-mysql",
            "mariadb", "dialect-mysql");

    private Dialects() {}

    /**
     * Returns the dialect that accepts a JDBC address.
     *
     * @throws LedgerException naming the module to add, where there is none
     */
    public static Dialect forUrl(String url) {
        List<String> names = new ArrayList<>();
        for (Dialect dialect : ServiceLoader.load(Dialect.class)) {
            if (dialect.accepts(url)) {
                return dialect;
            }
            names.add(dialect.name());
        }
        String subprotocol = subprotocol(url);
        String module = MODULES.get(subprotocol);
        String what = subprotocol.isEmpty()
                ? "not a JDBC address: it has to begin with jdbc: and the database's name"
                : "no dialect for jdbc:" + subprotocol + ": addresses";
        throw LedgerException.input(
                UNKNOWN_DATABASE,
                what,
                module != null
                        ? "Add the module io.migrationledger:" + module + " to the class path."
                        : "Known here: " + (names.isEmpty() ? "none" : String.join(", ", names))
                                + ". Add the module for this database, or write a driver (docs/writing-a-driver.md).");
    }

    private static String subprotocol(String url) {
        if (!url.startsWith("jdbc:")) {
            return "";
        }
        int end = url.indexOf(':', 5);
        return end < 0 ? "" : url.substring(5, end).toLowerCase(Locale.ROOT);
    }
}

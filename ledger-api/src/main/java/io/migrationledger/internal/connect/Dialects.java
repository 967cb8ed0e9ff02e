package io.migrationledger.internal.connect;

import static io.migrationledger.ErrorCode.UNKNOWN_DATABASE;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.Dialect;
import io.migrationledger.spi.ScriptRules;
import io.migrationledger.spi.support.JdbcAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the dialect module for a database address. */
public final class Dialects {
    /** The modules that come with this one, by what their addresses begin with. */
    private record Known(String module, String type) {}

    private static final Known MYSQL = new Known("dialect-mysql", "io.migrationledger.dialect.mysql.MysqlDialect");
    private static final Map<String, Known> KNOWN = Map.of(
            "sqlite",
            new Known("dialect-sqlite", "io.migrationledger.dialect.sqlite.SqliteDialect"),
            "postgresql",
            new Known("dialect-postgres", "io.migrationledger.dialect.postgres.PostgresDialect"),
            "mysql",
            MYSQL,
            "mariadb",
            MYSQL);

    private final Map<String, Dialect> found = new LinkedHashMap<>();
    private final Set<String> errors = new LinkedHashSet<>();

    private Dialects() {}

    /**
     * Returns the dialect that accepts a JDBC address, or the address behind it. It is looked for by the thread's class
     * loader, by that of this library (a thread of a pool, a server or a plugin may have another), and by those given.
     *
     * @param others the class loader of the JDBC driver, where it is known
     * @throws LedgerException naming the module to add, where there is none
     */
    public static Dialect forUrl(String url, @Nullable ClassLoader... others) {
        return new Dialects().find(url, loaders(others));
    }

    /**
     * Returns how a database of this name reads scripts.
     *
     * @throws LedgerException where no dialect knows the name
     */
    public static ScriptRules scriptRules(String product) {
        Dialects dialects = new Dialects();
        for (ClassLoader loader : loaders()) {
            dialects.byService("", loader);
            KNOWN.keySet()
                    .forEach(name -> dialects.byName("jdbc:" + name + ":", loader)
                            .ifPresent(found ->
                                    dialects.found.putIfAbsent(found.getClass().getName(), found)));
        }
        Set<String> candidates = new TreeSet<>(KNOWN.keySet());
        dialects.found.values().forEach(dialect -> candidates.add(dialect.name()));
        List<String> names = new ArrayList<>();
        for (Dialect dialect : dialects.found.values()) {
            Optional<ScriptRules> rules = dialect.scriptRules(product);
            if (rules.isPresent()) {
                return rules.get();
            }
            candidates.stream()
                    .filter(name -> dialect.scriptRules(name).isPresent())
                    .forEach(names::add);
        }
        throw LedgerException.input(
                UNKNOWN_DATABASE,
                "no dialect reads scripts as '" + product + "'",
                "Known here: " + (names.isEmpty() ? "none" : String.join(", ", names)) + ".");
    }

    /** Returns where to look, in order. */
    public static Set<ClassLoader> loaders(@Nullable ClassLoader... others) {
        Set<ClassLoader> loaders = new LinkedHashSet<>();
        add(loaders, Thread.currentThread().getContextClassLoader());
        add(loaders, Dialects.class.getClassLoader());
        for (@Nullable ClassLoader other : others) {
            add(loaders, other);
        }
        return loaders;
    }

    private static void add(Set<ClassLoader> loaders, @Nullable ClassLoader loader) {
        if (loader != null) {
            loaders.add(loader);
        }
    }

    private Dialect find(String url, Set<ClassLoader> loaders) {
        for (ClassLoader loader : loaders) {
            Optional<Dialect> direct = byService(url, loader);
            if (direct.isPresent()) {
                return direct.get();
            }
        }
        List<String> addresses = JdbcAddress.behind(url);
        for (String address : addresses) {
            for (Dialect dialect : found.values()) {
                if (dialect.accepts(address)) {
                    return dialect;
                }
            }
        }
        for (String address : addresses) {
            for (ClassLoader loader : loaders) {
                Optional<Dialect> byName = byName(address, loader);
                if (byName.isPresent()) {
                    return byName.get();
                }
            }
        }
        throw none(addresses);
    }

    /** Looks until one accepts the address, and keeps those that do not. */
    private Optional<Dialect> byService(String url, ClassLoader loader) {
        Iterator<Dialect> dialects = ServiceLoader.load(Dialect.class, loader).iterator();
        while (true) {
            try {
                if (!dialects.hasNext()) {
                    return Optional.empty();
                }
                Dialect dialect = dialects.next();
                if (dialect.accepts(url)) {
                    return Optional.of(dialect);
                }
                found.putIfAbsent(dialect.getClass().getName(), dialect);
            } catch (ServiceConfigurationError | LinkageError e) {
                // Such as another copy of this library, which another class loader has: the next may do.
                if (!errors.add(String.valueOf(e.getMessage()))) {
                    return Optional.empty();
                }
            }
        }
    }

    /** Whoever packs several jar files into one may lose the lists of services. */
    private Optional<Dialect> byName(String address, ClassLoader loader) {
        Known known = KNOWN.get(name(address));
        if (known == null) {
            return Optional.empty();
        }
        try {
            Object dialect = Class.forName(known.type, true, loader)
                    .getDeclaredConstructor()
                    .newInstance();
            return dialect instanceof Dialect good && good.accepts(address) ? Optional.of(good) : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    private LedgerException none(List<String> addresses) {
        String inner = addresses.get(addresses.size() - 1);
        String name = name(inner);
        String what = name.isEmpty()
                ? "not a JDBC address: it has to begin with jdbc: and the database's name"
                : "no dialect for jdbc:" + name + ": addresses";
        Known known = KNOWN.get(name);
        List<String> names = new ArrayList<>();
        found.values().forEach(dialect -> names.add(dialect.name()));
        Optional<String> jdbc = asJdbc(inner);
        if (jdbc.isPresent()) {
            return LedgerException.input(
                    UNKNOWN_DATABASE,
                    what,
                    "Write it as " + jdbc.get() + ", and give user and password apart from it.");
        }
        String next = known != null
                ? "Add the module io.migrationledger:" + known.module + " to the class path."
                : "Known here: " + (names.isEmpty() ? "none" : String.join(", ", names))
                        + ". Add the module for this database, or write a driver (docs/writing-a-driver.md).";
        String failed = errors.isEmpty() ? "" : "\nCould not be loaded: " + String.join("; ", errors);
        return LedgerException.input(UNKNOWN_DATABASE, what + failed, next);
    }

    /** Returns the name after {@code jdbc:}; empty where it is no such address. */
    private static String name(String url) {
        int end = url.startsWith("jdbc:") ? url.indexOf(':', 5) : -1;
        return end < 0 ? "" : url.substring(5, end).toLowerCase(Locale.ROOT);
    }

    /** Returns the JDBC form of an address as other programs write it, without user and password. */
    private static Optional<String> asJdbc(String url) {
        int colon = url.indexOf("://");
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        String database = scheme.startsWith("postgres") ? "postgresql" : scheme;
        if (!KNOWN.containsKey(database) || database.equals("sqlite")) {
            return Optional.empty();
        }
        String rest = url.substring(colon + 3);
        int slash = rest.indexOf('/');
        String path = slash < 0 ? "/" : rest.substring(slash).replaceFirst("\\?.*", "");
        return Optional.of("jdbc:" + database + "://" + JdbcAddress.server(url) + path);
    }
}

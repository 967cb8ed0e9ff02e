package io.migrationledger.adopt;

import io.migrationledger.Action;
import io.migrationledger.AdoptOptions;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.Adoption;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.HistoryAdopter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;

/** Takes over what stands in another tool's table. */
public final class TableAdopter implements HistoryAdopter {
    private final List<HistoryReader> readers = new ArrayList<>();

    /** Knows the tools whose readers are on the class path. */
    public TableAdopter() {
        ServiceLoader.load(HistoryReader.class, TableAdopter.class.getClassLoader())
                .forEach(readers::add);
    }

    @Override
    public List<Found> find(DialectSession session) throws SQLException {
        try (Tables tables = new Tables(session)) {
            return tables.named(readers).stream()
                    .map(one -> new Found(
                            one.reader().tool(),
                            one.reader().product(),
                            one.table().name()))
                    .toList();
        }
    }

    @Override
    public Optional<Adoption> read(
            DialectSession session, List<Migration> local, Set<String> namespaces, AdoptOptions options)
            throws SQLException {
        try (Tables tables = new Tables(session)) {
            return read(tables, local, namespaces, options);
        }
    }

    private Optional<Adoption> read(Tables tables, List<Migration> local, Set<String> namespaces, AdoptOptions options)
            throws SQLException {
        List<HistoryReader> meant = meant(options);
        List<Tables.Found> found =
                options.table().isPresent() ? tables.at(options.table().get(), meant) : tables.named(meant);
        if (found.isEmpty()) {
            if (options.table().isEmpty()) {
                return Optional.empty();
            }
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "table " + options.table().get() + " does not have the columns of "
                            + (options.tool().isPresent()
                                    ? "the history of " + meant.get(0).product()
                                    : "a history"),
                    "Known tools: " + Tables.tools(readers) + ".");
        }
        if (found.size() > 1) {
            throw several(found);
        }
        Tables.Found one = found.get(0);
        String namespace = namespace(namespaces);
        return Optional.of(new Matching(
                        one.reader(),
                        one.table().name(),
                        new Locals(namespace, one.reader(), local),
                        options.acceptEdited())
                .adoption(one.reader().rows(one.table())));
    }

    private static LedgerException several(List<Tables.Found> found) {
        HistoryReader first = found.get(0).reader();
        List<String> tables =
                found.stream().map(one -> one.table().name()).sorted().toList();
        if (found.stream().allMatch(one -> one.reader().tool().equals(first.tool()))) {
            return LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "several tables of " + first.product() + " are here: " + String.join(", ", tables),
                    Advice.of(
                            "Name the one that these migrations belong to with ",
                            Action.ADOPT_FROM.about(first.tool()),
                            " and ",
                            Action.ADOPT_TABLE,
                            ": " + String.join(" or ", tables) + "."));
        }
        return LedgerException.input(
                ErrorCode.BAD_OPTION,
                "the histories of several tools may be here: "
                        + found.stream()
                                .map(one -> one.reader().product() + " in "
                                        + one.table().name())
                                .collect(Collectors.joining(", ")),
                Advice.of(
                        "Name the one that these migrations belong to, such as ",
                        Action.ADOPT_FROM.about(first.tool()),
                        "."));
    }

    private List<HistoryReader> meant(AdoptOptions options) {
        if (options.tool().isEmpty()) {
            return readers;
        }
        String tool = options.tool().get();
        List<HistoryReader> named =
                readers.stream().filter(reader -> reader.tool().equals(tool)).toList();
        if (named.isEmpty()) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "'" + tool + "' is no tool whose history can be adopted",
                    "Known tools: " + Tables.tools(readers) + ".");
        }
        return named;
    }

    /** The history is that of the only namespace, or of the default one. */
    private static String namespace(Set<String> namespaces) {
        return namespaces.size() == 1 ? namespaces.iterator().next() : MigrationId.DEFAULT_NAMESPACE;
    }
}

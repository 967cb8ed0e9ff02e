package io.migrationledger.adopt;

import io.migrationledger.ErrorCode;
import io.migrationledger.LedgerException;
import io.migrationledger.spi.DialectSession;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for the tables of other tools in the schemas where they may be. Reads JDBC's metadata only. */
final class Tables implements AutoCloseable {
    private final DialectSession session;
    private final Connection connection;
    private final FilesBeside beside;
    private final Map<Optional<String>, Space> schemas = new LinkedHashMap<>();
    /** Whether there is anything; null where nobody has asked yet. */
    private @Nullable Boolean deployed;

    Tables(DialectSession session) {
        this.session = session;
        this.connection = session.connection();
        this.beside = new FilesBeside(connection);
    }

    /** A history that was found, and who knows it. */
    record Found(HistoryReader reader, HistoryTable table) {}

    /**
     * Returns the tables that have the name and the columns of a tool's history. They can be read until this is closed.
     *
     * @param readers the tools that are looked for
     */
    List<Found> named(Collection<HistoryReader> readers) throws SQLException {
        List<Found> found = new ArrayList<>();
        for (HistoryReader reader : readers) {
            for (Space space : spaces(reader)) {
                for (String lower : reader.tables()) {
                    String name = space.names().get(lower);
                    if (name != null) {
                        HistoryTable table = space.table(name);
                        if (reader.recognises(table)) {
                            found.add(new Found(reader, table));
                        }
                    }
                }
            }
        }
        return found;
    }

    private List<Space> spaces(HistoryReader reader) throws SQLException {
        List<Space> spaces = new ArrayList<>();
        Space own = schema(Optional.empty());
        spaces.add(own);
        if (!reader.schemas().isEmpty() && mayBeOfThisOne(own)) {
            for (String schema : reader.schemas()) {
                spaces.add(schema(Optional.of(schema)));
                if (reader.schemasAreFilesOnSqlite()) {
                    fileBeside(schema).ifPresent(spaces::add);
                }
            }
        }
        return spaces;
    }

    /**
     * Where a schema is a database of the server, or a file beside the database's, it tells of any of them: in an empty one
     * nothing was deployed.
     */
    private boolean mayBeOfThisOne(Space own) throws SQLException {
        if (deployed == null) {
            deployed = own.hasSchemas() || !session.schemaObjects().isEmpty();
        }
        return deployed;
    }

    private Space schema(Optional<String> name) throws SQLException {
        Space known = schemas.get(name);
        if (known == null) {
            known = Space.of(connection, name);
            schemas.put(name, known);
        }
        return known;
    }

    private Optional<Space> fileBeside(String schema) throws SQLException {
        Optional<Path> file = beside.named(schema);
        return file.isPresent() ? Optional.of(Space.of(beside.open(file.get()), file.get())) : Optional.empty();
    }

    /**
     * Returns a table by its name, with each of the readers that recognise it. It can be read until this is closed.
     *
     * @param written the name, with a schema before it where it is not in the connection's own
     * @throws LedgerException where there is no such table
     */
    List<Found> at(String written, Collection<HistoryReader> readers) throws SQLException {
        int dot = written.lastIndexOf('.');
        Optional<String> place = dot < 0 ? Optional.empty() : Optional.of(written.substring(0, dot));
        String lower = written.substring(dot + 1).toLowerCase(Locale.ROOT);
        Space space = schema(place);
        if (place.isPresent()
                && !space.names().containsKey(lower)
                && readers.stream().anyMatch(HistoryReader::schemasAreFilesOnSqlite)) {
            space = fileBeside(place.get()).orElse(space);
        }
        String name = space.names().get(lower);
        if (name == null) {
            throw LedgerException.input(
                    ErrorCode.BAD_OPTION,
                    "there is no table " + written + " here",
                    "Check the name; a table of another schema is written SCHEMA.TABLE.");
        }
        HistoryTable table = space.table(name);
        List<Found> found = new ArrayList<>();
        for (HistoryReader reader : readers) {
            if (reader.recognises(table)) {
                found.add(new Found(reader, table));
            }
        }
        return found;
    }

    @Override
    public void close() throws SQLException {
        beside.close();
    }

    /** Returns the names of tools, for messages. */
    static String tools(Collection<HistoryReader> readers) {
        return readers.stream().map(HistoryReader::tool).sorted().collect(Collectors.joining(", "));
    }
}

package io.migrationledger.internal.record;

import io.migrationledger.KeptScript;
import io.migrationledger.spi.Capability;
import io.migrationledger.spi.DialectSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The table of kept scripts: one INSERT and one SELECT. There is no UPDATE and no DELETE here or anywhere else. */
public final class ScriptStore {
    private static final int AT_ONCE = 16;

    private final DialectSession session;
    private final TableErrors errors;

    public ScriptStore(DialectSession session) {
        this(session, new TableErrors(session));
    }

    ScriptStore(DialectSession session, TableErrors errors) {
        this.session = session;
        this.errors = errors;
    }

    /** Returns the INSERT of rows, without those that are there already where the database can pass over them. */
    static LedgerStatement insertOf(DialectSession session, List<KeptScript> scripts) throws SQLException {
        LedgerStatement statement =
                new LedgerStatement(session).sql("INSERT INTO " + session.scriptTable() + " (hash, text) VALUES ");
        String separator = "(";
        for (KeptScript script : scripts) {
            statement
                    .sql(separator)
                    .text(script.hash())
                    .sql(", ")
                    .text(script.text())
                    .sql(")");
            separator = ", (";
        }
        return statement.as(insert -> session.passingOver(insert).orElse(insert));
    }

    /** Writes the rows that are not there yet: by one statement where the database can pass over the others. */
    void insert(List<KeptScript> scripts) throws SQLException {
        session.beforeLedgerAccess();
        List<KeptScript> missing = scripts;
        String table = session.scriptTable();
        try {
            if (session.passingOver("INSERT").isEmpty()) {
                Set<String> there =
                        hashes(scripts.stream().map(KeptScript::hash).toList());
                missing = scripts.stream()
                        .filter(script -> !there.contains(script.hash()))
                        .toList();
            }
            int from = 0;
            while (from < missing.size()) {
                List<KeptScript> rows = missing.subList(from, endOfPart(missing, from));
                from += rows.size();
                insertOf(session, rows).executeUpdate();
            }
        } catch (SQLException e) {
            if (errors.ofInsert(e, table) instanceof RuntimeException explained) {
                throw explained;
            }
            throw e;
        }
    }

    /** No statement is much longer than the longest row: some servers take no more than a few megabytes. */
    private int endOfPart(List<KeptScript> scripts, int from) {
        int end = from;
        long length = 0;
        while (end < scripts.size() && end - from < session.rowsPerInsert() && length <= KeptScript.LONGEST_TEXT / 2) {
            length += scripts.get(end).text().length();
            end++;
        }
        return end;
    }

    private Set<String> hashes(List<String> asked) throws SQLException {
        Set<String> found = new HashSet<>();
        select("SELECT hash FROM ", asked, row -> found.add(row.getString(1)));
        return found;
    }

    /**
     * Returns the rows of these hashes that are there, in no order; none where there is no table, or where the driver keeps
     * none.
     */
    public List<KeptScript> read(List<String> hashes) throws SQLException {
        List<KeptScript> found = new ArrayList<>();
        if (declined()) {
            return found;
        }
        session.beforeLedgerAccess();
        try {
            select("SELECT hash, text FROM ", hashes, row -> found.add(script(row)));
        } catch (SQLException e) {
            if (!session.isMissingTable(e)) {
                throw e;
            }
        }
        return found;
    }

    /** Returns the row of a hash, or empty. */
    public Optional<KeptScript> read(String hash) throws SQLException {
        return read(List.of(hash)).stream().findFirst();
    }

    /** Hands all rows to the consumer, in the order of their hashes, a few of them in memory at a time. */
    public void forEach(Consumer<? super KeptScript> consumer) throws SQLException {
        if (declined()) {
            return;
        }
        session.beforeLedgerAccess();
        List<String> hashes = new ArrayList<>();
        try (LedgerRows found = new LedgerStatement(session)
                .sql("SELECT hash FROM " + session.scriptTable() + " ORDER BY hash")
                .query()) {
            ResultSet row = found.rows();
            while (row.next()) {
                hashes.add(row.getString(1));
            }
        } catch (SQLException e) {
            if (!session.isMissingTable(e)) {
                throw e;
            }
        }
        for (int from = 0; from < hashes.size(); from += AT_ONCE) {
            List<KeptScript> some =
                    new ArrayList<>(read(hashes.subList(from, Math.min(hashes.size(), from + AT_ONCE))));
            some.sort((a, b) -> a.hash().compareTo(b.hash()));
            some.forEach(consumer);
        }
    }

    private boolean declined() {
        return session.declined().contains(Capability.KEPT_SCRIPTS);
    }

    private static KeptScript script(ResultSet row) throws SQLException {
        return new KeptScript(row.getString(1), row.getString(2));
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void select(String columns, List<String> hashes, RowReader reader) throws SQLException {
        for (int from = 0; from < hashes.size(); from += AT_ONCE) {
            LedgerStatement statement =
                    new LedgerStatement(session).sql(columns + session.scriptTable() + " WHERE hash IN (");
            String separator = "";
            for (String hash : hashes.subList(from, Math.min(hashes.size(), from + AT_ONCE))) {
                statement.sql(separator).text(hash);
                separator = ", ";
            }
            try (LedgerRows found = statement.sql(")").query()) {
                ResultSet row = found.rows();
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }
}

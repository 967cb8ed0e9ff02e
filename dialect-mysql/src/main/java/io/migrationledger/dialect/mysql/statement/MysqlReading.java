package io.migrationledger.dialect.mysql.statement;

import io.migrationledger.spi.ScriptReading;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import io.migrationledger.sql.SqlSyntax;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads one script: what its session carries from statement to statement, and the sql_mode by which it is read. */
public final class MysqlReading implements ScriptReading {
    private final SqlModes modes;
    private final Carried carried;
    private final OwnDatabase database;
    private final FormerNames formerNames = new FormerNames();
    private final Consumer<Seen> told;
    private SqlSyntax syntax;
    private boolean changed;

    /**
     * What has been read of one statement.
     *
     * @param syntax how it was read
     * @param fromData whether it sets something from data: of no use when it is run again
     * @param former whether the next statement sets the same again, and this one is not sent
     * @param needs the user variables that it takes over, and what the session counts, each with the number of the statement
     *     that filled it
     * @param fills what it fills of these
     */
    public record Seen(
            SqlStatement statement,
            Reading reading,
            SqlSyntax syntax,
            boolean fromData,
            boolean former,
            Map<String, Integer> needs,
            Set<String> fills) {

        /** Returns what is read of a statement that begins a script. */
        public static Seen alone(SqlStatement statement, SqlSyntax syntax) {
            Reading reading = StatementReader.read(statement, syntax);
            return new Seen(statement, reading, syntax, false, false, Map.of(), Set.of());
        }
    }

    /**
     * @param syntax the server's syntax under the sql_mode that the script begins with
     * @param mode the sql_mode that the script begins with
     * @param global the server's sql_mode
     * @param database the ledger's
     * @param apart whether each statement is marked by itself
     * @param told hears of each statement
     */
    public MysqlReading(
            SqlSyntax syntax, String mode, String global, OwnDatabase database, boolean apart, Consumer<Seen> told) {
        this.carried = new Carried(apart);
        this.modes = new SqlModes(mode, global);
        this.syntax = syntax;
        this.database = database;
        this.told = told;
    }

    @Override
    public StatementClass classify(SqlStatement statement) {
        boolean former = formerNames.begins(statement, syntax);
        Reading reading = former ? Reading.session() : read(statement);
        StatementClass judged = carried.next(statement, reading, syntax).orElse(reading.judgement());
        told.accept(
                new Seen(statement, reading, syntax, carried.lastFromData(), former, carried.needs(), carried.fills()));
        String before = modes.mode();
        Optional<StatementClass> refusal = modes.follow(statement.text(), syntax);
        SqlSyntax next = modes.mode().equals(before) ? syntax : SqlModes.syntax(syntax, modes.mode());
        changed = !next.equals(syntax);
        syntax = next;
        return refusal.orElse(judged);
    }

    private Reading read(SqlStatement statement) {
        Reading reading = database.isUsedBy(statement.text(), syntax)
                ? Reading.session()
                : StatementReader.read(statement, syntax);
        Optional<Reading> refusal = formerNames.next(statement, syntax);
        return reading.kind() == StatementKind.REFUSED ? reading : refusal.orElse(reading);
    }

    @Override
    public Optional<SqlSyntax> syntaxFromHere() {
        return changed ? Optional.of(syntax) : Optional.empty();
    }

    @Override
    public List<SqlStatement> hoisted() {
        return List.of();
    }
}

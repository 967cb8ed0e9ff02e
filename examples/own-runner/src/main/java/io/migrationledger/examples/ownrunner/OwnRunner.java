package io.migrationledger.examples.ownrunner;

import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.VARCHAR;

import io.migrationledger.Attempt;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerSession;
import io.migrationledger.event.MigrationState;
import io.migrationledger.migration.MigrationId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Migrations as jOOQ code, run by the program itself. The ledger gives what is hard: the lock, the record of what
 * happened and when, and a mark that commits together with its effect.
 */
public final class OwnRunner {

    /** One change, and the revision that stands for its contents. */
    record Change(String id, String revision, Consumer<DSLContext> up) {}

    static final List<Change> CHANGES = List.of(
            new Change(
                    "1",
                    "a",
                    jooq -> jooq.createTable("invoice")
                            .column("id", INTEGER.notNull())
                            .column("number", VARCHAR(20).notNull())
                            .constraint(constraint("invoice_pk").primaryKey("id"))
                            .execute()),
            new Change(
                    "2",
                    "a",
                    jooq -> jooq.insertInto(table(name("invoice")))
                            .columns(field(name("id")), field(name("number")))
                            .values(1, "2026-0001")
                            .execute()),
            new Change(
                    "3",
                    "a",
                    jooq -> jooq.createIndex("invoice_number")
                            .on("invoice", "number")
                            .execute()));

    private OwnRunner() {}

    /** Applies the changes that are not in effect, each in one transaction with its mark; returns their ids. */
    static List<MigrationId> run(Ledger ledger, List<Change> changes) throws SQLException {
        List<MigrationId> applied = new ArrayList<>();
        try (LedgerSession session = ledger.lock(Duration.ofSeconds(30))) {
            for (Change change : changes) {
                MigrationId id = MigrationId.of("billing", change.id());
                boolean inEffect = session.state()
                        .of(id)
                        .filter(MigrationState::isInEffect)
                        .isPresent();
                if (!inEffect) {
                    apply(session, id, change);
                    applied.add(id);
                }
            }
        }
        return applied;
    }

    private static void apply(LedgerSession session, MigrationId id, Change change) throws SQLException {
        Attempt attempt = session.started(id, change.revision());
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        try {
            change.up().accept(DSL.using(connection));
            attempt.applied();
            connection.commit();
        } catch (RuntimeException | SQLException e) {
            attempt.failed(e);
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Takes the JDBC address as its one argument. */
    public static void main(String[] arguments) throws SQLException {
        Ledger ledger = Ledger.of(arguments[0], new Properties());
        System.out.println("applied " + run(ledger, CHANGES));
        ledger.events().forEach(event -> System.out.println(event.sequence() + " " + event.type() + " " + event.id()));
    }
}

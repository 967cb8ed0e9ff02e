package io.migrationledger.conformance.rules;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.run.ConformanceKit;
import io.migrationledger.spi.DialectSession;
import io.migrationledger.spi.StatementClass;
import io.migrationledger.spi.StatementKind;
import io.migrationledger.sql.SqlStatement;
import java.util.Optional;

/** What the chapters of rules share. */
public interface Chapter {

    /** Returns the fixture of the driver under test. */
    ConformanceFixture fixture();

    /** Returns a new database to try a rule in. */
    default ConformanceKit kit() throws Exception {
        return new ConformanceKit(fixture());
    }

    /** Returns the fixture's statement that commits by itself; the fixture's default only where the driver says that it does. */
    default Optional<String> selfCommittingStatement() throws Exception {
        Optional<String> named = fixture().selfCommittingStatement();
        if (named.filter(ConformanceFixture.CREATE_INDEX::equals).isEmpty()) {
            return named;
        }
        try (ConformanceKit kit = kit();
                DialectSession session = kit.session()) {
            StatementClass classified = session.classify(new SqlStatement(1, named.get(), 1, 1, Optional.empty()));
            return classified.kind() == StatementKind.TRANSACTIONAL ? Optional.empty() : named;
        }
    }
}

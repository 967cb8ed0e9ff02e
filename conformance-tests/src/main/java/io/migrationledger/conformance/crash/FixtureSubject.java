package io.migrationledger.conformance.crash;

import io.migrationledger.conformance.fixture.ConformanceFixture;
import io.migrationledger.conformance.fixture.CrashDatabase;
import io.migrationledger.migration.MigrationSource;
import io.migrationledger.migration.Migrations;
import io.migrationledger.spi.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The crash scripts of a fixture, for the crash enumeration. */
public final class FixtureSubject implements CrashSubject {
    private final ConformanceFixture fixture;

    /** Uses a fixture. */
    public FixtureSubject(ConformanceFixture fixture) {
        this.fixture = fixture;
    }

    @Override
    public CrashDatabase newDatabase() throws Exception {
        return fixture.newDatabase();
    }

    @Override
    public MigrationSource migrations() {
        return Migrations.scripts("main", fixture.crashScripts());
    }

    @Override
    public List<String> dump(Connection connection) throws SQLException {
        return fixture.dump(connection);
    }

    @Override
    public Optional<Dialect> dialect() {
        return Optional.of(fixture.dialect());
    }

    @Override
    public Class<?> childClass() {
        return fixture.getClass();
    }
}

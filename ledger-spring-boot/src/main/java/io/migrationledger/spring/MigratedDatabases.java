package io.migrationledger.spring;

import io.migrationledger.Migrator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The databases that the application migrates when it starts, in the order in which it does so. */
public final class MigratedDatabases implements Iterable<MigratedDatabase> {
    private final List<MigratedDatabase> databases;
    private final List<DataSource> dataSources;

    /**
     * Holds these.
     *
     * @param dataSources the data sources whose schema they make
     */
    public MigratedDatabases(List<MigratedDatabase> databases, List<DataSource> dataSources) {
        this.databases = List.copyOf(databases);
        this.dataSources = List.copyOf(dataSources);
    }

    /** Returns whether migrations make the schema of this data source: then nothing else should. */
    @SuppressWarnings("ReferenceEquality") // two pools of the same address are two
    public boolean manages(DataSource dataSource) {
        return dataSources.stream().anyMatch(one -> one == dataSource);
    }

    /** Returns all of them; may be empty. */
    public List<MigratedDatabase> all() {
        return databases;
    }

    /** Returns the migrator of the database named {@link MigratedDatabase#PRIMARY}; empty where there is none. */
    public Optional<Migrator> primary() {
        return databases.stream()
                .filter(database -> database.name().equals(MigratedDatabase.PRIMARY))
                .map(MigratedDatabase::migrator)
                .findFirst();
    }

    @Override
    public Iterator<MigratedDatabase> iterator() {
        return databases.iterator();
    }
}

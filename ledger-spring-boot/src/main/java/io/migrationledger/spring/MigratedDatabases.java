package io.migrationledger.spring;

import io.migrationledger.Migrator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The databases that the application migrates when it starts, in the order in which it does so. */
public final class MigratedDatabases implements Iterable<MigratedDatabase> {
    private final List<MigratedDatabase> databases;

    /** Holds these. */
    public MigratedDatabases(List<MigratedDatabase> databases) {
        this.databases = List.copyOf(databases);
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

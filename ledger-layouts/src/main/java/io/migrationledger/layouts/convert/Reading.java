package io.migrationledger.layouts.convert;

import io.migrationledger.ErrorCode;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import io.migrationledger.migration.DialectNames;
import io.migrationledger.migration.FileSource;
import io.migrationledger.migration.Findings;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a source holds, read for each kind of database, and first for none. */
final class Reading {
    private final List<Map<MigrationId, Migration>> byDatabase = new ArrayList<>();
    private final Map<MigrationId, Migration> bases = new LinkedHashMap<>();
    private final List<MigrationId> order = new ArrayList<>();
    private final Set<MigrationId> always = new HashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Map<MigrationId, String> leftOut = new LinkedHashMap<>();
    private boolean chained;

    /** For each reading, the names of its database; none for the first. */
    static final List<List<String>> DATABASES = databases();

    /** SQLite, PostgreSQL, MySQL and MariaDB come first. */
    private static final int WITH_DRIVERS = 4;

    private static final List<String> PRODUCTS = List.of("SQLite", "PostgreSQL", "MySQL", "MariaDB");

    private static List<List<String>> databases() {
        List<List<String>> all = new ArrayList<>(List.of(List.of()));
        all.addAll(DialectNames.databases());
        return List.copyOf(all);
    }

    /**
     * Reads.
     *
     * @throws ValidationException where something cannot be read
     */
    static Reading of(FileSource source) {
        Reading reading = new Reading();
        Set<Problem> problems = new LinkedHashSet<>();
        List<List<String>> refusing = new ArrayList<>();
        for (List<String> database : DATABASES) {
            Set<Problem> own = new LinkedHashSet<>();
            List<Migration> found = reading.read(source, database, own);
            if (reading.isForOthers(own)) {
                refusing.add(database);
                reading.byDatabase.add(reading.byDatabase.get(0));
            } else if (own.isEmpty()) {
                reading.findAlways(found, source, database);
                reading.take(found);
            }
            problems.addAll(reading.isForOthers(own) ? Set.of() : own);
        }
        if (!problems.isEmpty()) {
            throw new ValidationException(List.copyOf(problems));
        }
        if (!refusing.isEmpty()) {
            reading.notes.add(
                    "the project is for " + without(refusing) + " alone, and the new directory does not say so");
        }
        return reading;
    }

    /** Returns which of the databases with drivers are left. */
    private static String without(List<List<String>> refusing) {
        String left = IntStream.rangeClosed(1, WITH_DRIVERS)
                .filter(i -> !refusing.contains(DATABASES.get(i)))
                .mapToObj(i -> PRODUCTS.get(i - 1))
                .collect(Collectors.joining(" and "));
        return left.isEmpty() ? "another database" : left;
    }

    private List<Migration> read(FileSource source, List<String> database, Set<Problem> problems) {
        return source.migrations(database, new Findings() {
            @Override
            public void problem(Problem problem) {
                problems.add(problem);
            }

            @Override
            public void note(String text) {
                notes.add(text);
            }

            @Override
            public void notRun(MigrationId id, String location) {
                notes.add(location + " is code, and is left out: where it is a JavaMigration, keep it in your program");
            }

            @Override
            public void leftOut(MigrationId id, String location) {
                leftOut.put(id, location);
            }
        });
    }

    /** Returns whether a directory that can be read is refused for one database alone, as sqitch's for another engine is. */
    private boolean isForOthers(Set<Problem> own) {
        return !byDatabase.isEmpty()
                && !own.isEmpty()
                && own.stream().allMatch(problem -> problem.code() == ErrorCode.UNSUPPORTED_FILE);
    }

    /** What runs in every run has another checksum whenever it is read. */
    private void findAlways(List<Migration> found, FileSource source, List<String> database) {
        if (found.stream().noneMatch(Migration::repeatable)) {
            return;
        }
        Map<MigrationId, String> again = new LinkedHashMap<>();
        source.migrations(database).forEach(one -> again.put(one.id(), one.checksum()));
        for (Migration migration : found) {
            if (migration.repeatable() && !migration.checksum().equals(again.get(migration.id()))) {
                always.add(migration.id());
            }
        }
    }

    private void take(List<Migration> found) {
        Map<MigrationId, Migration> byId = new LinkedHashMap<>();
        int at = 0;
        boolean chain = true;
        List<MigrationId> ids = new ArrayList<>();
        for (Migration migration : found) {
            if (migration.base()) {
                bases.put(migration.id(), migration);
                continue;
            }
            MigrationId id = migration.id();
            byId.put(id, migration);
            chain &= ids.isEmpty() || migration.directives().requires().contains(ids.get(ids.size() - 1));
            ids.add(id);
            int known = order.indexOf(id);
            if (known < 0) {
                order.add(at++, id);
            } else {
                at = known + 1;
            }
        }
        chained |= chain && ids.size() > 1;
        byDatabase.add(byId);
    }

    /** Returns where migrations begin that are for none of the databases, by their ids. */
    Map<MigrationId, String> leftOut() {
        Map<MigrationId, String> everywhere = new LinkedHashMap<>(leftOut);
        everywhere.keySet().removeAll(Set.copyOf(order));
        return everywhere;
    }

    /** Returns the ids of all migrations but baselines, in the order in which their tool runs them. */
    List<MigrationId> order() {
        return order;
    }

    /** Returns baselines, by the id of the version that they stand for. */
    Map<MigrationId, Migration> bases() {
        return bases;
    }

    /** Returns whether each migration requires the one before it. */
    boolean isChained() {
        return chained;
    }

    /** Returns what is there for a database; the index is that of {@link #DATABASES}. */
    Map<MigrationId, Migration> of(int database) {
        return byDatabase.get(database);
    }

    /** Returns whether a database's reading is another than the one for none, or is one that a driver here is for. */
    boolean isToCompare(int database) {
        Map<MigrationId, Migration> first = byDatabase.get(0);
        Map<MigrationId, Migration> other = byDatabase.get(database);
        return database <= WITH_DRIVERS
                || !first.keySet().equals(other.keySet())
                || !first.values().stream().allMatch(one -> isSame(one, other.get(one.id())));
    }

    private boolean isSame(Migration one, @Nullable Migration other) {
        return other != null
                && one.location().equals(other.location())
                && (one.checksum().equals(other.checksum()) || isAlways(one.id()))
                && one.down().map(MigrationBody::location).equals(other.down().map(MigrationBody::location));
    }

    /** Returns a migration that is there for a database. */
    Migration migration(int database, MigrationId id) {
        return Objects.requireNonNull(byDatabase.get(database).get(id));
    }

    /** Returns one of the readings of a migration. */
    Migration any(MigrationId id) {
        for (Map<MigrationId, Migration> byId : byDatabase) {
            Migration migration = byId.get(id);
            if (migration != null) {
                return migration;
            }
        }
        throw new IllegalArgumentException("no migration " + id);
    }

    /** Returns a migration as each kind of database has it, where that has it. */
    List<Migration> each(MigrationId id) {
        return byDatabase.stream()
                .map(byId -> byId.get(id))
                .filter(Objects::nonNull)
                .toList();
    }

    boolean isAlways(MigrationId id) {
        return always.contains(id);
    }

    /** Returns what a person should know. */
    List<String> notes() {
        return List.copyOf(notes);
    }
}

package io.migrationledger.internal.script;

import static io.migrationledger.ErrorCode.FOREIGN_SECTIONS;

import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import io.migrationledger.event.Direction;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.spi.ScriptRules;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads all scripts that are to run, and collects what is wrong with any of them before the first one does. */
public final class Preparation {
    private static final int SHOWN = 5;

    private final ScriptRules rules;
    private final Placeholders placeholders;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Sections, List<Sections.Found>> foreign = new EnumMap<>(Sections.class);
    private final List<String> empty = new ArrayList<>();
    private final List<String> enclosed = new ArrayList<>();
    private final List<String> stepwise = new ArrayList<>();

    public Preparation(ScriptRules rules, Placeholders placeholders) {
        this.rules = rules;
        this.placeholders = placeholders;
    }

    /**
     * Reads the scripts that a run is to execute. Where they apply something, the scripts that would roll it back are read
     * as well: the time to learn that one of them cannot run is before there is something to roll back.
     *
     * @param states what the ledger says of a migration
     * @return those that can run, in the same order
     */
    public List<Prepared> read(
            Direction direction, List<Migration> migrations, Function<MigrationId, Optional<MigrationState>> states)
            throws SQLException {
        List<Prepared> prepared = new ArrayList<>();
        for (Migration migration : migrations) {
            read(migration, direction, states.apply(migration.id())).ifPresent(prepared::add);
            if (direction == Direction.UP) {
                checkDown(migration);
            }
        }
        for (Prepared one : prepared) {
            if (one.statements() == 0) {
                empty.add(one.location());
            }
            if (one.enclosed()) {
                (one.strategy() == Strategy.STEPWISE ? stepwise : enclosed).add(one.location());
            }
        }
        return prepared;
    }

    /** Reads the script that takes a migration back, where there is one. */
    public void checkDown(Migration migration) throws SQLException {
        if (migration.down().isPresent() && !migration.down().get().equals(migration.up())) {
            read(migration, Direction.DOWN, Optional.empty());
        }
    }

    /** Returns everything that is wrong; scripts in one other tool's form are one problem. */
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>(problems);
        foreign.forEach((sections, found) -> all.add(
                found.size() == 1
                        ? new Problem(
                                FOREIGN_SECTIONS,
                                Optional.empty(),
                                found.get(0).what(),
                                found.get(0).advice())
                        : new Problem(
                                FOREIGN_SECTIONS,
                                Optional.empty(),
                                found.size() + " files have marks of " + sections.tool()
                                        + ", and all sections of each would run: "
                                        + names(found.stream()
                                                .map(Sections.Found::place)
                                                .toList()),
                                sections.instead())));
        return all;
    }

    /** Returns what a person should know of the scripts that can run. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!empty.isEmpty()) {
            notes.add(names(empty)
                    + (empty.size() == 1
                            ? " holds no statement: nothing runs, and the ledger records it as any other migration"
                            : " hold no statement: nothing runs for them, and the ledger records them as any others"));
        }
        if (!enclosed.isEmpty()) {
            notes.add(names(enclosed)
                    + (enclosed.size() == 1 ? " has" : " have")
                    + " BEGIN and COMMIT: the ledger leaves these words out, and runs the whole script in one"
                    + " transaction");
        }
        if (!stepwise.isEmpty()) {
            notes.add(names(stepwise)
                    + (stepwise.size() == 1 ? " has" : " have")
                    + " BEGIN and COMMIT: the ledger leaves these words out, as some statements commit by themselves, and"
                    + " records how far it came");
        }
        return notes;
    }

    /** Returns some names, and how many more there are. */
    public static String names(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), SHOWN)));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }

    private Optional<Prepared> read(Migration migration, Direction direction, Optional<MigrationState> state)
            throws SQLException {
        try {
            if (Prepared.body(migration, direction) instanceof MigrationBody.Script body
                    && body.script().refused().isPresent()) {
                problems.add(body.script().refused().get());
                return Optional.empty();
            }
            Prepared prepared = Prepared.of(migration, direction, rules, placeholders);
            state.flatMap(MigrationState::attempt)
                    .filter(attempt -> attempt.direction() == direction)
                    .ifPresent(attempt -> EditedStatements.refuse(prepared, attempt));
            return Optional.of(prepared);
        } catch (ValidationException e) {
            problems.addAll(e.problems());
        } catch (Sections.Found e) {
            foreign.computeIfAbsent(e.sections(), sections -> new ArrayList<>()).add(e);
        } catch (LedgerException e) {
            problems.add(new Problem(e.code(), Optional.of(migration.id()), e.what(), e.advice()));
        }
        return Optional.empty();
    }
}

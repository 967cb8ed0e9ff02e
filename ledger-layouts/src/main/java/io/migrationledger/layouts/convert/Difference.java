package io.migrationledger.layouts.convert;

import io.migrationledger.migration.Directives;
import io.migrationledger.migration.Directives.Placeholders;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Migrations;
import io.migrationledger.migration.SqlScript;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** In what a migration would be another one in the new directory; the files beside its scripts settle most of it. */
final class Difference {
    private final Migration before;
    private final Migration found;
    private final Draft up;
    private final Optional<Draft> down;
    private final boolean always;
    private String what = "";

    /** What is settled, one after another. */
    enum Part {
        /** What is said of the script that applies. */
        UP,
        /** What is said of the one that takes back. */
        DOWN,
        /** Nothing: there is to be no difference. */
        CHECK
    }

    /**
     * Compares.
     *
     * @param before the migration as its tool's layout has it
     * @param found as the ledger's own layout reads it
     */
    Difference(Migration before, Migration found, Map<String, Draft> drafts, boolean always) {
        this.before = before;
        this.found = found;
        this.up = Objects.requireNonNull(drafts.get(found.location()));
        this.down = found.down().map(MigrationBody::location).map(drafts::get);
        this.always = always;
    }

    /** Adds settings for what differs in a part, and returns what that was; empty where nothing does. */
    Optional<String> settle(Part part) {
        same("its text", before.checksum().equals(found.checksum()) || always);
        same("when it runs", before.repeatable() == found.repeatable() && before.base() == found.base());
        same("the way back", before.down().isPresent() == found.down().isPresent());
        if (part == Part.CHECK) {
            same("the text of the way back", textOfDown(before).equals(foundDown()));
            same("what it conflicts with", Set.copyOf(before.conflicts()).equals(Set.copyOf(found.conflicts())));
            same("whether a run passes over it", before.passing() == found.passing());
            same("after which failures it runs", before.afterFailure().equals(found.afterFailure()));
            script(before.up(), found.up());
            before.down().ifPresent(way -> found.down().ifPresent(back -> script(way, back)));
        }
        if (part != Part.DOWN) {
            boolean said = !before.description().isBlank();
            if (said && !FileNames.sameWords(before.description(), found.description())) {
                what = "its description";
                up.set("description", before.description());
            }
            directives(up, before.directives(), found.directives());
            requires();
        }
        if (part != Part.UP && down.isPresent()) {
            directives(down.get(), before.downDirectives(), found.downDirectives());
        }
        return Optional.of(what).filter(text -> !text.isEmpty());
    }

    private static Optional<String> textOfDown(Migration migration) {
        return ScriptText.down(migration).map(down -> Migrations.checksum(down.text()));
    }

    private Optional<String> foundDown() {
        return found.down().map(down -> Migrations.checksum(((MigrationBody.Script) down).script()));
    }

    /** Compares what stands about a script besides its text, as this database has it. */
    private void script(MigrationBody wanted, MigrationBody is) {
        SqlScript one = ((MigrationBody.Script) wanted).script();
        SqlScript other = ((MigrationBody.Script) is).script();
        same("its preconditions", one.preconditions().equals(other.preconditions()));
        same("what runs around its statements", one.surroundings().equals(other.surroundings()));
        same("values of placeholders", one.values().equals(other.values()) || !ScriptText.hasPlaceholders(one));
        same("whether it may run", one.refused().isPresent() == other.refused().isPresent());
    }

    private void same(String part, boolean equal) {
        if (!equal) {
            what = part;
        }
    }

    private void directives(Draft draft, Directives wanted, Directives is) {
        boolean placeholders =
                wanted.placeholders() != is.placeholders() && draft.script().hasPlaceholders();
        if (wanted.transaction() != is.transaction() || placeholders) {
            what = "how it runs";
            draft.set("transaction", wanted.transaction().name().toLowerCase(Locale.ROOT));
            if (draft.script().hasPlaceholders()) {
                draft.set("placeholders", wanted.placeholders() == Placeholders.NONE ? "none" : "replace");
            }
        }
        time(draft, "lock-timeout", wanted.lockTimeout(), is.lockTimeout());
        time(draft, "statement-timeout", wanted.statementTimeout(), is.statementTimeout());
        same("which databases it is for", wanted.only().equals(is.only()));
        same("what it replaces", wanted.replaces().equals(is.replaces()));
    }

    private void time(Draft draft, String key, Optional<Duration> wanted, Optional<Duration> is) {
        if (!wanted.equals(is)) {
            what = "its " + key;
            wanted.ifPresent(time -> draft.set(key, time.toMillis() + "ms"));
        }
    }

    private void requires() {
        if (new HashSet<>(before.directives().requires())
                .equals(new HashSet<>(found.directives().requires()))) {
            return;
        }
        what = "what it requires";
        for (MigrationId id : before.directives().requires()) {
            if (found.directives().requires().contains(id)) {
                continue;
            }
            boolean here = id.namespace().equals(before.id().namespace());
            up.set(here ? "after" : "requires", here ? id.value() : id.namespace() + ":" + id.value());
        }
    }
}

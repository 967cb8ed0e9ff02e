package io.migrationledger.internal.run;

import io.migrationledger.KeptScript;
import io.migrationledger.event.ScriptMark;
import io.migrationledger.internal.record.RunScripts;
import io.migrationledger.internal.script.PackedText;
import io.migrationledger.internal.script.Prepared;
import io.migrationledger.internal.script.ScriptDocument;
import io.migrationledger.migration.Migration;
import io.migrationledger.spi.ScriptTable;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which scripts of a run are kept, and with which of its events. The first event of a run carries at least one script, of a
 * later migration where its own has none: it is committed outside of any migration's transaction, so that a table that cannot
 * be written is found out where that harms nothing. Confined to one thread.
 */
final class ScriptKeeper {
    private static final Logger log = LoggerFactory.getLogger("io.migrationledger");

    /** How many characters are written ahead at once, so that a run of many scripts holds few of them in memory. */
    private static final int AHEAD = KeptScript.LONGEST_TEXT / 2;

    private final RunScripts scripts;
    private final ScriptTable.Writing writing;
    private final int rowsPerInsert;
    private final List<Prepared> run;
    private final Map<Migration, ScriptMark> marks = new IdentityHashMap<>();
    private final Map<Prepared, Integer> places = new IdentityHashMap<>();

    /**
     * Prepares it.
     *
     * @param run what is executed, in its order
     */
    ScriptKeeper(RunScripts scripts, ScriptTable.Writing writing, int rowsPerInsert, List<Prepared> run) {
        this.scripts = scripts;
        this.writing = writing;
        this.rowsPerInsert = rowsPerInsert;
        this.run = run;
        for (int i = 0; i < run.size(); i++) {
            places.put(run.get(i), i);
        }
    }

    /** Returns what the first event of an attempt says of its scripts, and stages them where they are not there yet. */
    ScriptMark staged(Prepared prepared) {
        if (!scripts.isOn()) {
            return ScriptMark.NONE;
        }
        ScriptMark known = marks.get(prepared.migration());
        if (known != null && known.hash().map(scripts::holds).orElse(true)) {
            return known;
        }
        ScriptMark mark = stage(prepared.migration()).mark;
        Integer place = places.get(prepared);
        if (place != null) { // what runs after a failure stands in no order
            lookAhead(place + 1);
        }
        return mark;
    }

    /** Returns the hash by which the scripts of an attempt are kept that has begun, or empty where they are not. */
    Optional<String> kept(Prepared prepared) {
        return scripts.isOn()
                ? marks.getOrDefault(prepared.migration(), ScriptMark.NONE).hash()
                : Optional.empty();
    }

    private void lookAhead(int from) {
        int rows = 1;
        int characters = 0;
        for (int i = from; i < run.size(); i++) {
            boolean more =
                    writing == ScriptTable.Writing.AHEAD ? rows < rowsPerInsert && characters < AHEAD : !scripts.any();
            if (!more) {
                return;
            }
            int length = stage(run.get(i).migration()).length;
            characters += length;
            rows += length > 0 ? 1 : 0;
        }
    }

    /** What was made of a migration's scripts, and how long the text is that was staged; 0 for none. */
    private record Staged(ScriptMark mark, int length) {}

    private Staged stage(Migration migration) {
        ScriptMark mark;
        int length = 0;
        try {
            Optional<KeptScript> script = ScriptDocument.of(migration);
            script.ifPresent(scripts::stage);
            length = script.map(one -> one.text().length()).orElse(0);
            mark = script.map(one -> ScriptMark.of(one.hash())).orElse(ScriptMark.NONE);
        } catch (PackedText.TooLong e) {
            mark = ScriptMark.leftOut(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            // The attempt reads the same script, and tells of it.
            log.debug("the script of {} cannot be kept", migration.location(), e);
            mark = ScriptMark.leftOut("it could not be read");
        }
        marks.put(migration, mark);
        return new Staged(mark, length);
    }
}

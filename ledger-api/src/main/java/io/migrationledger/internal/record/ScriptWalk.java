package io.migrationledger.internal.record;

import io.migrationledger.KeptScript;
import io.migrationledger.Verification;
import io.migrationledger.event.EventHeader;
import io.migrationledger.event.LedgerEvent;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Follows the chain, and hands each kept script on just before the event that is the first to name it. */
public final class ScriptWalk implements LedgerStore.RowConsumer {
    private final ScriptStore store;
    private final Consumer<? super LedgerEvent> good;
    private final Consumer<? super KeptScript> scripts;
    private final ChainWalk walk = new ChainWalk(event -> taken = event);
    private final Set<String> met = new HashSet<>();
    private @Nullable LedgerEvent taken;
    private long found;

    /** Begins before the first event. */
    public ScriptWalk(ScriptStore store, Consumer<? super LedgerEvent> good, Consumer<? super KeptScript> scripts) {
        this.store = store;
        this.good = good;
        this.scripts = scripts;
    }

    @Override
    public void row(long sequence, String type, String origin, @Nullable EventHeader header, String problem)
            throws SQLException {
        taken = null;
        walk.row(sequence, type, origin, header, problem);
        LedgerEvent event = taken;
        if (event == null) {
            return;
        }
        for (String hash : event.kept()) {
            if (!met.add(hash)) {
                continue;
            }
            Optional<KeptScript> script = store.read(hash);
            if (script.filter(KeptScript::isIntact).isEmpty()) {
                walk.reject(event, ChainWalk.wrong(hash, script));
                return;
            }
            found++;
            scripts.accept(script.get());
        }
        good.accept(event);
    }

    /** Returns what the walk found, once all rows were handed over. */
    public Verification verification() {
        Verification of = walk.verification();
        return new Verification(of.events(), of.head(), of.broken(), found);
    }
}

package io.migrationledger.audit.report.content;

import io.migrationledger.KeptScript;
import io.migrationledger.LedgerException;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.page.Visible;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The texts that the ledger kept when scripts ran. Those that were met while the ledger was read are held as they are kept,
 * packed, up to a limit; others are asked for one by one. Confined to one thread.
 */
public final class KeptTexts implements ScriptTexts {
    /** What is held of packed texts, in characters. */
    private static final int HELD = 32 * 1024 * 1024;

    private final Map<String, KeptScript> held = new HashMap<>();
    private final Function<String, Optional<KeptScript>> others;
    private final UnaryOperator<String> secrets;
    private long length;

    /**
     * Holds none yet.
     *
     * @param others reads a kept script by its hash
     * @param secrets hides what nobody may see, before a long text is cut
     */
    public KeptTexts(Function<String, Optional<KeptScript>> others, UnaryOperator<String> secrets) {
        this.others = others;
        this.secrets = secrets;
    }

    /** Holds a script, where there is room. */
    public void add(KeptScript script) {
        if (length + script.text().length() <= HELD && held.putIfAbsent(script.hash(), script) == null) {
            length += script.text().length();
        }
    }

    @Override
    public Optional<Text> of(MigrationId id, Scripts.Shown shown) {
        return shown.kept().flatMap(this::kept).flatMap(kept -> text(kept, shown.direction()));
    }

    private Optional<KeptScript> kept(String hash) {
        KeptScript script = held.get(hash);
        return script != null ? Optional.of(script) : others.apply(hash);
    }

    private Optional<Text> text(KeptScript kept, Direction direction) {
        Optional<KeptScript.Script> script;
        try {
            script = direction == Direction.UP ? kept.up() : kept.down();
        } catch (LedgerException e) {
            return Optional.empty(); // it was changed: the walk along the chain has named the event
        }
        return script.map(one -> {
            String hidden = secrets.apply(one.sql());
            String text = Visible.beginning(hidden, FileScripts.LONGEST);
            return new Text(text, text.length() < hidden.length(), "kept by the ledger when it ran", Proof.KEPT);
        });
    }
}

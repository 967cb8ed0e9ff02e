package io.migrationledger.audit.report.content;

import io.migrationledger.KeptScript;
import io.migrationledger.Ledger;
import io.migrationledger.LedgerException;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.MigrationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The texts that the ledger keeps. They are read at once, still compressed, as far as they take little room: a query for each
 * of many migrations would be slow. The others are asked for one by one. Confined to one thread.
 */
public final class KeptTexts implements ScriptTexts {
    /** What is held of compressed texts, in characters. */
    private static final long HELD = 16L << 20;

    private final Ledger ledger;
    private final Map<String, KeptScript> held = new HashMap<>();
    private long size;
    private boolean read;
    private boolean all = true;

    /** Knows the scripts of this ledger. */
    public KeptTexts(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Optional<Text> of(MigrationId id, Direction direction, String checksum, Optional<String> kept) {
        return kept.flatMap(this::script).flatMap(script -> text(script, direction));
    }

    private Optional<KeptScript> script(String hash) {
        if (!read) {
            read = true;
            ledger.forEachKeptScript(this::hold);
        }
        KeptScript known = held.get(hash);
        return known != null || all ? Optional.ofNullable(known) : ledger.keptScript(hash);
    }

    private void hold(KeptScript script) {
        if (size + script.text().length() > HELD) {
            all = false;
            return;
        }
        size += script.text().length();
        held.put(script.hash(), script);
    }

    /** A text that somebody changed is no text that ran; the walk along the chain has named its event. */
    private static Optional<Text> text(KeptScript script, Direction direction) {
        try {
            return (direction == Direction.UP ? script.up() : script.down()).map(KeptTexts::shown);
        } catch (LedgerException e) {
            return Optional.empty();
        }
    }

    private static Text shown(KeptScript.Script script) {
        String sql = script.sql();
        boolean cut = sql.length() > FileScripts.LONGEST;
        return new Text(cut ? sql.substring(0, FileScripts.LONGEST) : sql, cut, "kept in the ledger");
    }
}

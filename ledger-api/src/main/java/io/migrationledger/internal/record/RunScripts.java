package io.migrationledger.internal.record;

import io.migrationledger.KeptScript;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The texts of one run that are kept, scripts and snapshots: staged with events, written with them, taken back with them. Confined to one thread. */
public final class RunScripts {
    private final List<KeptScript> staged = new ArrayList<>();
    private final List<KeptScript> written = new ArrayList<>();
    private final Set<String> committed = new HashSet<>();
    private boolean on;
    private boolean snapshots;

    RunScripts() {}

    /** Keeps scripts from now on; by default none is. */
    public void on() {
        on = true;
    }

    /** Keeps snapshots from now on; by default none is. */
    public void snapshotsOn() {
        snapshots = true;
    }

    /** Returns whether snapshots are kept. */
    public boolean areSnapshotsOn() {
        return snapshots;
    }

    /** Returns whether any text is kept. */
    boolean isAnyOn() {
        return on || snapshots;
    }

    /** Returns whether scripts are kept. */
    public boolean isOn() {
        return on;
    }

    /** Keeps none any more: the table cannot be had. */
    void giveUp() {
        on = false;
        snapshots = false;
    }

    /** Returns whether this run has met a script of this hash, so that it is there as soon as what is staged is. */
    public boolean holds(String hash) {
        return committed.contains(hash)
                || staged.stream().anyMatch(script -> script.hash().equals(hash))
                || written.stream().anyMatch(script -> script.hash().equals(hash));
    }

    /** Returns whether any script of this run is there, or is staged. */
    public boolean any() {
        return !committed.isEmpty() || !staged.isEmpty() || !written.isEmpty();
    }

    /** Stages a script for the next events that are written. */
    public void stage(KeptScript script) {
        if (!holds(script.hash())) {
            staged.add(script);
        }
    }

    List<KeptScript> staged() {
        return staged;
    }

    /** Returns whether something is staged, or was written and not committed. */
    boolean pending() {
        return !staged.isEmpty() || !written.isEmpty();
    }

    void written() {
        written.addAll(staged);
        staged.clear();
    }

    void stageAgain() {
        staged.addAll(0, written);
        written.clear();
    }

    void committed() {
        written.forEach(script -> committed.add(script.hash()));
        written.clear();
    }

    void rolledBack() {
        staged.clear();
        written.clear();
    }
}

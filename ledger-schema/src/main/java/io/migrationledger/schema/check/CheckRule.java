package io.migrationledger.schema.check;

/** What a check looks for. */
public enum CheckRule {
    /** Names, duplicates, directives, SQL that cannot be split: what {@code Migrator.validate} finds. */
    INPUT("input", "Files have to be what the runner can read."),
    /** A migration runs after those before it, from nothing. */
    UP("up", "A migration has to run on what the migrations before it built."),
    /** A down script runs. */
    DOWN("down", "A down script has to run on what its migration built."),
    /** After the down script the schema is what it was before the migration. */
    DOWN_LEADS_BACK("down-leads-back", "A down script has to take back all that its migration built."),
    /** After the down script the migration runs again, and builds the same. */
    UP_AGAIN("up-again", "A migration that was rolled back has to build the same when it runs again."),
    /** The migrations build what a file declares. */
    DECLARED("declared", "The migrations have to build the declared schema."),
    /** What is in effect elsewhere is here, unchanged. */
    APPLIED("applied", "What was applied elsewhere has to be here as it was applied.");

    private final String id;
    private final String intent;

    CheckRule(String id, String intent) {
        this.id = id;
        this.intent = intent;
    }

    /** Returns the stable name, in lower case. */
    public String id() {
        return id;
    }

    /** Returns in one sentence what has to hold. */
    public String intent() {
        return intent;
    }
}

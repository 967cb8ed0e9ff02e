package io.migrationledger.spring.autoconfigure;

import io.migrationledger.Action;
import io.migrationledger.Advice;

/** Says what to do in the words of an application: it is started, and its properties are set. */
final class SpringWords {
    private static final String PROPERTY = "migration-ledger.";
    private static final String APPLICATION = "the application";

    private SpringWords() {}

    /** An application is started, and no command that is run: what the advice says of commands is said of that. */
    static String of(Advice advice) {
        return advice.in(SpringWords::of)
                .replace("'" + APPLICATION + "'", APPLICATION)
                .replace("Run " + APPLICATION, "Start " + APPLICATION)
                .replace("run " + APPLICATION, "start " + APPLICATION);
    }

    /** What no property says is said as the library does. */
    private static String of(Action.Meant meant) {
        return switch (meant.action()) {
            case SAME, MIGRATE -> APPLICATION;
            case ADOPT, ADOPT_FROM ->
                PROPERTY + "adopt="
                        + (meant.values().isEmpty() ? "any" : meant.values().get(0));
            case ADOPT_TABLE -> PROPERTY + "adopt-table";
            case ADOPT_EDITED -> PROPERTY + "adopt-edited";
            case ADOPT_PREVIEW -> "the command 'ledger adopt --dry-run'";
            case RUN_ON_EXISTING -> PROPERTY + "on-existing=run";
            case NEW_LEDGER -> PROPERTY + "new-ledger=true";
            case OUT_OF_ORDER -> PROPERTY + "out-of-order=true";
            case IGNORE_MISSING -> PROPERTY + "ignore-missing=true";
            case ON_DRIFT -> PROPERTY + "on-drift=warn";
            case LOCK_TIMEOUT -> PROPERTY + "lock-timeout";
            case LOCK_RETRIES -> PROPERTY + "lock-retries";
            case SCHEMA -> PROPERTY + "schema";
            case TABLE -> PROPERTY + "table";
            case DIRECTORY -> PROPERTY + "locations";
            case PLACEHOLDER ->
                PROPERTY + "placeholders."
                        + (meant.values().isEmpty() ? "NAME" : meant.values().get(0));
            case NO_PLACEHOLDERS -> PROPERTY + "replace-placeholders=false";
            default -> Advice.of(meant).toString();
        };
    }
}

package io.migrationledger.cli.terminal;

import io.migrationledger.Action;
import io.migrationledger.Action.Meant;
import io.migrationledger.Advice;

/** Says actions in the words of this command: what a person types. The library has a dictionary of its own. */
public final class CommandWords {
    /** How the ids of pushes begin. */
    private static final String PUSHES = "push:";

    private CommandWords() {}

    /** Returns the text, its actions as commands and options, for a reader who has typed nothing. */
    public static String in(Advice advice) {
        return in(advice, Repeated.NOTHING);
    }

    /** Returns the text, its actions as commands and options; whole commands repeat what was typed. */
    public static String in(Advice advice, Repeated repeated) {
        String text = advice.in(meant -> {
            String words = of(meant, repeated);
            return words.startsWith("ledger ") ? repeated.in(words) : words;
        });
        return advice.actions().stream().anyMatch(CommandWords::isAboutPush)
                ? text + " Where '" + repeated.in("ledger push") + "' began it, run that again: it finishes it."
                : text;
    }

    /** The library knows nothing of pushes, and where the files of a namespace are looked at, one has no file there. */
    private static boolean isAboutPush(Meant meant) {
        return meant.action() == Action.RESOLVE && meant.value(0, "").startsWith(PUSHES);
    }

    private static String of(Meant meant, Repeated repeated) {
        return switch (meant.action()) {
            case SAME -> "the same command";
            case MIGRATE -> "ledger migrate";
            case ROLLBACK -> "ledger rollback";
            case ROLLBACK_ONE -> "ledger rollback --steps 1";
            case ROLLBACK_PART_WAY -> "ledger rollback --part-way";
            case ROLLBACK_DECLARED -> "ledger rollback --declared" + value(meant);
            case DECLARED -> "--declared" + value(meant);
            case ROLLBACK_FROM_LEDGER -> "--from-ledger";
            case ROLLBACK_FEWER -> "--steps, --to";
            case ROLLBACK_MORE -> "--steps, --to, --all";
            case RESOLVE -> "ledger resolve" + value(meant);
            case RESOLVE_APPLIED -> resolution(meant, "--applied");
            case RESOLVE_NOT_APPLIED -> resolution(meant, "--not-applied");
            case ACCEPT -> "ledger accept" + value(meant) + " --reason …";
            case BASELINE -> "ledger baseline " + Repeated.quoted(meant.value(0, "ID")) + " --reason …";
            case UNDO_BASELINE -> "ledger baseline --undo" + value(meant) + " --reason …";
            case FORGET -> "ledger forget" + (meant.values().isEmpty() ? "" : value(meant) + " --reason …");
            case ADOPT -> "ledger adopt" + (meant.values().isEmpty() ? "" : " --from" + value(meant));
            case ADOPT_FROM -> "--from" + value(meant);
            case ADOPT_TABLE -> "--from-table";
            case ADOPT_PREVIEW -> "--dry-run";
            case ADOPT_EDITED ->
                "'" + repeated.in("ledger adopt --accept-edited --reason …") + "', or '"
                        + repeated.in("ledger migrate --adopt-edited …") + "' (adopt-edited=… in ledger.properties)";
            case STATUS -> "ledger status";
            case HISTORY_OF_BASELINES -> "ledger history --event applied";
            case VERIFY -> "ledger verify";
            case REASON -> "--reason \"…\"";
            case ACCEPT_SCHEMA -> "ledger drift --accept --reason …";
            case DRIFT -> "ledger drift";
            case ON_DRIFT -> "--on-drift=warn";
            case RUN_ON_EXISTING -> "--on-existing=run";
            case NEW_LEDGER -> "--new-ledger";
            case OUT_OF_ORDER -> "--out-of-order";
            case IGNORE_MISSING -> "--ignore-missing";
            case DIRECTORY -> meant.values().isEmpty() ? "--dir" : "--dir" + value(meant) + "=DIRECTORY";
            case EXCLUDE -> "--exclude" + value(meant);
            case LAYOUT -> "--layout " + String.join(" or ", meant.values());
            case PLACEHOLDER -> "--placeholder" + (meant.values().isEmpty() ? "" : value(meant) + "=…");
            case NO_PLACEHOLDERS -> "--no-placeholders";
            case LOCK_TIMEOUT -> "--lock-timeout";
            case LOCK_RETRIES -> "--lock-retries";
            case SCHEMA -> meant.values().isEmpty() ? "--schema, LEDGER_SCHEMA" : "--schema" + value(meant);
            case TABLE -> "--table" + value(meant);
            case ADDRESS -> "the address (--url)";
            case USER -> "the user and the password (--user, --password)";
            case LOGIN -> "the address, the user and the password (--url, --user, --password)";
            case SQUASH_FROM -> "--from";
            case OUTPUT -> "--out" + value(meant);
            case DOWN_SCRIPT -> "--down";
            case REGISTRY -> "--registry CLASS";
            case EMPTY_SCHEMA -> "--empty-schema";
            case TRUST_SCHEMA -> "--trust-schema";
        };
    }

    private static String value(Meant meant) {
        return meant.values().isEmpty() ? "" : " " + Repeated.quoted(meant.value(0, ""));
    }

    private static String resolution(Meant meant, String answer) {
        String step = meant.values().size() < 2 ? "" : " --step " + meant.value(1, "");
        return "ledger resolve" + value(meant) + " " + answer + step + " --reason \"…\"";
    }
}

package io.migrationledger.audit.report.content;

import io.migrationledger.StatusReport.Standing;
import io.migrationledger.audit.report.content.Entry.Outcome;
import io.migrationledger.event.Adopted;
import io.migrationledger.event.Direction;
import io.migrationledger.event.Failure;
import io.migrationledger.event.LedgerEvent;
import io.migrationledger.event.MigrationState;
import io.migrationledger.event.Origin;
import io.migrationledger.event.Strategy;
import io.migrationledger.page.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a report says things, in whatever form. */
public final class Words {
    /** How many objects of a script are named. */
    private static final int OBJECTS_SHOWN = 8;

    private Words() {}

    /** Returns a time to the second, without its zone, which is UTC. */
    public static String time(Instant instant) {
        return Figures.time(instant);
    }

    /** Returns two units at most, such as {@code 12 ms}, {@code 3.4 s}, {@code 2 min 5 s}. */
    public static String duration(Duration duration) {
        long micros = duration.toNanos() / 1000;
        if (micros < 1000) {
            return micros + " µs";
        }
        long millis = (micros + 500) / 1000;
        if (millis < 1000) {
            return millis + " ms";
        }
        long tenths = (millis + 50) / 100;
        if (tenths < 600) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = (millis + 500) / 1000;
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        long minutes = (seconds + 30) / 60;
        return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** Returns {@code 1 event}, {@code 1,200 events}. */
    public static String count(long number, String thing) {
        return number(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /** Returns a number with a comma between thousands. */
    public static String number(long number) {
        return Figures.number(number);
    }

    /** Returns a constant in lower case. */
    public static String word(Enum<?> constant) {
        String name = constant.name().toLowerCase(Locale.ROOT);
        return name.equals("part_way") ? "part-way" : name.replace('_', ' ');
    }

    /** Says how a migration stands; and how it came to be in effect, where its script did not just run. */
    public static String standing(Item item) {
        String word = word(item.standing());
        Optional<LedgerEvent.Applied> inEffect = item.state().flatMap(MigrationState::inEffect);
        if (inEffect.isEmpty()) {
            boolean squashed = item.standing() == Standing.FORGOTTEN
                    && item.state()
                            .filter(known -> known.last().origin() == Origin.SQUASHED)
                            .isPresent();
            return squashed ? word(Origin.SQUASHED) : word;
        }
        if (inEffect.get().origin() == Origin.SQUASHED) {
            return item.standing() == Standing.APPLIED ? word(Origin.SQUASHED) : word;
        }
        Origin since = item.state()
                .flatMap(MigrationState::since)
                .map(LedgerEvent.Applied::origin)
                .orElse(Origin.EXECUTED);
        String how = since == Origin.EXECUTED ? "" : word(since);
        boolean accepted = inEffect.get().origin() == Origin.ACCEPTED && since != Origin.ACCEPTED;
        if (item.standing() == Standing.APPLIED) {
            return (how.isEmpty() ? word : how) + (accepted ? ", accepted" : "");
        }
        return how.isEmpty() ? word : word + ", " + how;
    }

    /** Says how an entry ended, in a word or two. */
    public static String outcome(Entry entry) {
        if (entry.outcome() == Outcome.DECLARED) {
            return word(entry.origin());
        }
        if (entry.outcome() == Outcome.OPEN) {
            return "not ended";
        }
        String word = word(entry.outcome());
        if (entry.origin() == Origin.INTERRUPTED) {
            return word.equals("failed") ? "interrupted" : "interrupted, " + word;
        }
        String ended = entry.direction() == Direction.DOWN && entry.isFailure() ? "rollback " + word : word;
        return entry.origin() == Origin.RESOLVED ? word(Origin.RESOLVED) + ", " + ended : ended;
    }

    /** Says what was declared of one migration or several. */
    public static String decision(Decision decision) {
        String word = word(decision.origin());
        return decision.undone()
                        && (decision.origin() == Origin.BASELINED
                                || decision.origin() == Origin.RESOLVED
                                || decision.origin() == Origin.ADOPTED)
                ? word + " as not in effect:"
                : word;
    }

    /** Says how far an attempt got and in what way, in one line; empty where nothing was executed. */
    public static String extent(Entry entry) {
        List<String> facts = new ArrayList<>();
        if (entry.strategy().isPresent() && entry.outcome() != Outcome.DECLARED) {
            String how = entry.strategy().get() == Strategy.TRANSACTIONAL ? "in one transaction" : "one by one";
            boolean whole = entry.done() >= entry.statements()
                    || entry.outcome() == Outcome.APPLIED
                    || entry.outcome() == Outcome.ROLLED_BACK;
            if (entry.keptDown()) {
                facts.add("by the down script that the ledger keeps");
            }
            facts.add(
                    (whole ? "" : number(entry.done()) + " of ") + count(entry.statements(), "statement") + ", " + how);
        }
        String touched = entry.touched().describe(OBJECTS_SHOWN);
        if (!touched.isEmpty()) {
            facts.add(touched);
        }
        if (entry.stoodFor() > 0) {
            facts.add("stands for " + count(entry.stoodFor(), "migration"));
        }
        entry.adopted().ifPresent(row -> facts.add(adopted(row)));
        return String.join("; ", facts);
    }

    private static String adopted(Adopted row) {
        StringBuilder text = new StringBuilder("from ").append(row.tool());
        row.at().ifPresent(at -> text.append(", run ").append(at.replace('T', ' ')));
        row.by().ifPresent(by -> text.append(" by ").append(by));
        return text.toString();
    }

    /** Returns where an error was, as file and line; empty where that is not known. */
    public static String place(Failure failure) {
        StringBuilder place = new StringBuilder(failure.file());
        if (failure.line() > 0) {
            place.append(':').append(failure.line());
        }
        if (failure.statement() > 0) {
            place.append(place.isEmpty() ? "" : ", ").append("statement ").append(failure.statement());
        }
        return place.toString();
    }

    /** Returns the database's own words, with its codes. */
    public static String said(Failure failure) {
        List<String> codes = new ArrayList<>();
        if (!failure.sqlState().isEmpty()) {
            codes.add("SQLSTATE " + failure.sqlState());
        }
        if (failure.vendorCode() != 0) {
            codes.add("code " + failure.vendorCode());
        }
        return failure.message() + (codes.isEmpty() ? "" : " (" + String.join(", ", codes) + ")");
    }
}

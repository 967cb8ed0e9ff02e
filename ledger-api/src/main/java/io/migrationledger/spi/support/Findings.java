package io.migrationledger.spi.support;

import io.migrationledger.LedgerException;
import io.migrationledger.spi.Finding;
import io.migrationledger.spi.Finding.Topic;
import io.migrationledger.spi.LedgerColumn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects findings: a look that fails is a finding, too, and the next one is taken all the same. Confined to one thread. */
public final class Findings {
    /** Clocks that differ by less are told as equal: a query's way is longer on many networks. */
    private static final Duration SKEW = Duration.ofSeconds(2);

    private final List<Finding> all = new ArrayList<>();

    /** Has none yet. */
    public Findings() {}

    /** One look at the database. */
    @FunctionalInterface
    public interface Look {
        /** Looks, and adds what it finds. */
        void look() throws SQLException;
    }

    /** Looks; where the database refuses the question, it notes that. A {@link LedgerException} is a problem. */
    public Findings look(Topic topic, Look look) {
        try {
            look.look();
        } catch (SQLException e) {
            all.add(Finding.note(topic, "could not be seen: " + firstLine(String.valueOf(e.getMessage()))));
        } catch (LedgerException e) {
            all.add(Finding.problem(topic, e.what(), e.advice()));
        }
        return this;
    }

    private static String firstLine(@Nullable String text) {
        return String.valueOf(text).lines().findFirst().orElse("the database gave no reason");
    }

    /** Adds one. */
    public Findings add(Finding finding) {
        all.add(finding);
        return this;
    }

    /** Adds several. */
    public Findings addAll(Collection<Finding> findings) {
        all.addAll(findings);
        return this;
    }

    /** Compares clocks: the server's time was asked for between two times of this client. */
    public Findings clock(Instant before, Instant server, Instant after) {
        Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
        Duration skew = Duration.between(middle, server);
        String number = String.format(Locale.ROOT, "%.1f s", Math.abs(skew.toMillis()) / 1000.0);
        Duration asking = Duration.between(before, after).dividedBy(2);
        boolean equal = skew.abs().minus(asking).compareTo(SKEW) < 0;
        String what =
                "the server's clock is " + number + (skew.isNegative() ? " behind" : " ahead of") + " this client's";
        all.add(
                equal
                        ? Finding.ok(Topic.CLOCK, what)
                        : Finding.note(
                                Topic.CLOCK,
                                what + ": the ledger records the client's time, and orders by number, not by time"));
        return this;
    }

    /**
     * Returns the names of the columns that a ledger has and the table does not.
     *
     * @param found the names of the table's columns, in whatever case
     */
    public static Set<String> missingColumns(Collection<String> found) {
        Set<String> lower =
                found.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        return Arrays.stream(LedgerColumn.values())
                .map(LedgerColumn::columnName)
                .filter(name -> !lower.contains(name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns whether a pending statement begins with these words. */
    public static boolean begins(Set<String> pending, String words) {
        return pending.stream().anyMatch(text -> text.equals(words) || text.startsWith(words + " "));
    }

    /** Returns all, in the order in which they were found. */
    public List<Finding> all() {
        return List.copyOf(all);
    }
}

package io.migrationledger.audit.report.html;

import io.migrationledger.StatusReport.Standing;
import io.migrationledger.audit.report.content.Words;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.Sha256;
import io.migrationledger.page.Html;
import java.time.Instant;

/** Parts of the page that stand in several sections. */
final class Parts {

    private Parts() {}

    /** Returns the name by which a link leads to a migration: the same in every report, and free of what its id holds. */
    static String anchor(MigrationId id) {
        return "m-" + Sha256.hex(id.namespace() + "\n" + id.value()).substring(0, 12);
    }

    static void time(Html html, Instant at) {
        html.element("time", Words.time(at), "datetime", at.toString());
    }

    /** Says how much is left out, if anything is. */
    static void more(Html html, long number, String what) {
        if (number > 0) {
            html.element("p", "And " + Words.number(number) + " " + what + ".", "class", "muted small")
                    .line();
        }
    }

    /** Returns the class of the badge of a standing. */
    static String kind(Standing standing) {
        return switch (standing) {
            case APPLIED, FUTURE -> "good";
            case PENDING, OUTDATED, RUNNING, INTERRUPTED -> "wait";
            case ROLLED_BACK, FORGOTTEN -> "plain";
            case CHANGED, MISSING, FAILED, PART_WAY, IN_DOUBT -> "bad";
        };
    }
}

package io.migrationledger.schema.check;

import io.migrationledger.migration.MigrationId;
import java.util.List;
import java.util.Set;

/**
 * What a check did and found.
 *
 * @param database the database on which it was tried, with its version; the empty string where nothing could be tried
 * @param migrations those that ran, in their order
 * @param rolledBack those of them that were rolled back and run again
 * @param findings empty where everything holds
 * @param otherSchemas in which other schemas the migrations or what is declared make something; nobody compared it
 */
public record CheckResult(
        String database,
        List<MigrationId> migrations,
        Set<MigrationId> rolledBack,
        List<CheckFinding> findings,
        List<String> otherSchemas) {

    /** Makes it immutable. */
    public CheckResult {
        migrations = List.copyOf(migrations);
        rolledBack = Set.copyOf(rolledBack);
        findings = List.copyOf(findings);
        otherSchemas = List.copyOf(otherSchemas);
    }

    /** Returns whether everything holds. */
    public boolean isGood() {
        return findings.isEmpty();
    }
}

package io.migrationledger;

import io.migrationledger.event.Direction;
import io.migrationledger.event.Strategy;
import io.migrationledger.migration.Migration;
import java.util.List;

/**
 * One migration of a plan.
 *
 * @param migration the migration
 * @param direction whether it is to be applied or rolled back
 * @param strategy how effect and mark are kept together
 * @param statements how many statements its script has
 * @param resumesAfter how many of them have taken effect already
 * @param reasons why it does not run in one transaction; empty where it does
 */
public record PlannedMigration(
        Migration migration,
        Direction direction,
        Strategy strategy,
        int statements,
        int resumesAfter,
        List<String> reasons) {}

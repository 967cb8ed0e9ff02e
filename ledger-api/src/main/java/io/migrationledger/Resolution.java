package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.OptionalInt;

/**
 * A person's answer to a doubt.
 *
 * @param id the migration
 * @param applied whether it, or the statement, took effect
 * @param step the statement that the answer is about, or empty for the whole migration
 * @param reason how the person knows; recorded
 */
public record Resolution(MigrationId id, boolean applied, OptionalInt step, String reason) {}

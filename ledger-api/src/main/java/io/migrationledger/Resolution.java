package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.OptionalInt;

/**
 * A person's answer to a doubt, or about a failed or part-way migration. It says no more than it names: what the ledger
 * knows to be in effect can be taken out only by naming the first statement that is not, and statements that have not run
 * are in effect only where the last of them is named.
 *
 * @param id the migration
 * @param applied whether it, or the statement, took effect
 * @param step the statement that the answer is about: where {@code applied} is true, it and all before it are in effect; where
 *     it is false, it and all after it are not. Empty for the whole migration: refused where the ledger knows that a part of it
 *     is in effect, and the answer would contradict that or pass over it
 * @param reason how the person knows; recorded
 */
public record Resolution(MigrationId id, boolean applied, OptionalInt step, String reason) {}

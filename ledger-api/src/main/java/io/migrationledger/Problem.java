package io.migrationledger;

import io.migrationledger.migration.MigrationId;
import java.util.Optional;

/**
 * Something that validation found.
 *
 * @param code its stable code
 * @param id the migration, or empty where it is about none or several
 * @param what what is wrong
 * @param next what to do about it
 */
public record Problem(ErrorCode code, Optional<MigrationId> id, String what, String next) {}

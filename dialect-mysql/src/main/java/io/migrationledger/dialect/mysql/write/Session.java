package io.migrationledger.dialect.mysql.write;

/**
 * The session that the statements will run in.
 *
 * @param scriptMode the sql_mode that a migration's script begins under
 * @param mode the session's own at this time
 * @param zone the session's time zone
 */
public record Session(String scriptMode, String mode, String zone) {}

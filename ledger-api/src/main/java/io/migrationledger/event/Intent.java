package io.migrationledger.event;

/**
 * A statement that commits by itself, recorded before it runs.
 *
 * @param statement its number in the script, counted from 1
 * @param checksum {@link StepList#checksumOf} its text
 * @param fingerprint the driver's description of the statement's targets before it ran; opaque
 */
public record Intent(int statement, String checksum, String fingerprint) {}

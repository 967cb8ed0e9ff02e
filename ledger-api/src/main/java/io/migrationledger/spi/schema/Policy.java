package io.migrationledger.spi.schema;

import java.util.List;
import java.util.Optional;

/**
 * Which rows of a table who sees and writes (row-level security).
 *
 * @param name its name
 * @param permissive whether it allows; otherwise it restricts what others allow
 * @param command {@code ALL}, {@code SELECT}, {@code INSERT}, {@code UPDATE}, {@code DELETE}
 * @param roles for whom, sorted; {@code public} for everybody
 * @param using which rows are seen, as SQL
 * @param check which rows may be written, as SQL
 * @param comment the comment, or the empty string
 */
public record Policy(
        String name,
        boolean permissive,
        String command,
        List<String> roles,
        Optional<String> using,
        Optional<String> check,
        String comment)
        implements SchemaPart {

    /** Makes it immutable. */
    public Policy {
        roles = roles.stream().sorted().toList();
    }
}

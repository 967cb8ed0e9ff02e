package io.migrationledger.docs;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a document says beside the schema.
 *
 * @param subject where the schema is, for people; without secrets; empty where nothing is to be said
 * @param madeAt when the document was made; empty for a document of the same bytes as long as the schema is the same
 * @param secrets hides what nobody may see
 */
public record DocumentOptions(Optional<String> subject, Optional<Instant> madeAt, UnaryOperator<String> secrets) {
    /** Nothing beside the schema. */
    public static final DocumentOptions DEFAULTS =
            new DocumentOptions(Optional.empty(), Optional.empty(), UnaryOperator.identity());
}

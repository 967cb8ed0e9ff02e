package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Routine;
import io.migrationledger.spi.schema.SchemaStatement;
import io.migrationledger.spi.support.NeededFirst;
import java.util.List;
import java.util.regex.Pattern;

/** What the bodies of functions and procedures need when these are made. */
final class Bodies {
    /**
     * Texts are looked into when they are called, not when they are made: what they name may be made later, as <a
     * href="https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-CHECK-FUNCTION-BODIES">pg_dump has it</a>.
     */
    static final SchemaStatement UNCHECKED = SchemaStatement.of("SET check_function_bodies = false");

    /** The mark that pg_get_functiondef puts before a text. */
    private static final Pattern TEXT = Pattern.compile("\\nAS \\$(?:function|procedure)x*\\$");

    private Bodies() {}

    /** Returns whether the body is a text. One of standard SQL (BEGIN ATOMIC, RETURN) is always looked into. */
    static boolean isText(Routine routine) {
        return TEXT.matcher(routine.definition()).find();
    }

    /** Puts each behind those that it names. */
    static List<Routine> ordered(List<Routine> routines) {
        return NeededFirst.ordered(routines, Routine::name, routine -> Mentions.in(routine.definition()));
    }
}

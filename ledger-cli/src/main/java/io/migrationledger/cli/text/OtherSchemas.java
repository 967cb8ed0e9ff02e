package io.migrationledger.cli.text;

import io.migrationledger.cli.invocation.Invocation;
import java.util.List;

/** Says at which schemas of a database nobody looked. */
public final class OtherSchemas {
    private OtherSchemas() {}

    /** Says it for a command that compares. */
    public static void notCompared(Invocation invocation, List<String> names) {
        tell(invocation, names, "Only one schema is compared.");
    }

    /**
     * Says it, where there are some; in a JSON document they are a member.
     *
     * @param names the schemas
     * @param next what there is to say beside it
     */
    public static void tell(Invocation invocation, List<String> names, String next) {
        if (!names.isEmpty() && !invocation.isJson()) {
            invocation.note("schemas that were not looked at: " + String.join(", ", names) + ". " + next);
        }
    }
}

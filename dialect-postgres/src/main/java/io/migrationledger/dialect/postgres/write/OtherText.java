package io.migrationledger.dialect.postgres.write;

import io.migrationledger.spi.schema.Other;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot has of a rule, of a statistics object or of an exclusion: the statement, and behind it what is said of the
 * object beside it.
 *
 * @param definition the statement, or its words
 * @param enabled whether and when a rule fires
 * @param target of a statistics object; empty where none was set
 * @param comment the comment, or the empty string
 */
record OtherText(String definition, String enabled, String target, String comment) {
    private static final Pattern TEXT =
            Pattern.compile("(?s)(.*?)(?:; enabled = (\\w+))?(?:; target = (\\d+))?(?:; comment = (.*))?");

    static OtherText of(Other other) {
        Matcher text = TEXT.matcher(other.definition());
        return text.matches()
                ? new OtherText(
                        Sql.unmarked(text.group(1)),
                        or(text.group(2), "true"),
                        or(text.group(3), ""),
                        or(text.group(4), ""))
                : new OtherText(Sql.unmarked(other.definition()), "true", "", "");
    }

    private static String or(@Nullable String text, String other) {
        return text == null ? other : text;
    }
}

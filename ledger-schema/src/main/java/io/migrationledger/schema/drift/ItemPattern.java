package io.migrationledger.schema.drift;

import io.migrationledger.spi.schema.SchemaItem;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which objects a person means: {@code table tmp_*}. {@code *} stands for any characters, {@code ?} for one. It is compared with
 * the object's kind and name; one without a blank with the name alone, of whatever kind.
 *
 * @param text as it was written
 */
public record ItemPattern(String text) implements Predicate<SchemaItem> {
    @Override
    public boolean test(SchemaItem item) {
        Pattern pattern = pattern();
        if (text.indexOf(' ') < 0) {
            return pattern.matcher(item.name()).matches();
        }
        return pattern.matcher(item.kind() + " " + item.name()).matches()
                || pattern.matcher(item.kind() + " " + item.identity()).matches();
    }

    private Pattern pattern() {
        StringBuilder regex = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}

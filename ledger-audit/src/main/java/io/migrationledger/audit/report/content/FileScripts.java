package io.migrationledger.audit.report.content;

import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.SqlScript;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The texts of files that are here, as long as they are the files that ran: their checksums tell. */
public final class FileScripts implements ScriptTexts {
    /** What is shown of one script at most, in UTF-16 code units. */
    public static final int LONGEST = 100_000;

    private final Map<MigrationId, Migration> migrations = new HashMap<>();

    /** Knows the scripts of these migrations. */
    public FileScripts(Iterable<Migration> migrations) {
        migrations.forEach(migration -> this.migrations.put(migration.id(), migration));
    }

    @Override
    public Optional<Text> of(MigrationId id, Direction direction, String checksum) {
        Migration migration = migrations.get(id);
        if (migration == null || !migration.checksum().equals(checksum)) {
            return Optional.empty();
        }
        Optional<MigrationBody> body = direction == Direction.UP ? Optional.of(migration.up()) : migration.down();
        return body.filter(MigrationBody.Script.class::isInstance)
                .map(script -> read(((MigrationBody.Script) script).script()));
    }

    private static Text read(SqlScript script) {
        try (Reader reader = new InputStreamReader(script.open(), StandardCharsets.UTF_8)) {
            char[] characters = new char[LONGEST + 1];
            int length = 0;
            for (int read = 0; read >= 0 && length < characters.length; length += Math.max(read, 0)) {
                read = reader.read(characters, length, characters.length - length);
            }
            boolean cut = length > LONGEST;
            String text = new String(characters, 0, cut ? LONGEST : length);
            return new Text(text.startsWith("\uFEFF") ? text.substring(1) : text, cut, script.location());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + script.location(), e);
        }
    }
}

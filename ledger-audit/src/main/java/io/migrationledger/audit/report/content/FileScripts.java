package io.migrationledger.audit.report.content;

import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.MigrationId;
import io.migrationledger.migration.SqlScript;
import io.migrationledger.page.Visible;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The texts of files that are here. A checksum is that of the script that applies: it tells whether an up script is the one
 * that ran, and nothing of a down script.
 */
public final class FileScripts implements ScriptTexts {
    /** What is shown of one script at most, in UTF-16 code units. */
    public static final int LONGEST = 100_000;

    /** No secret is longer, in UTF-16 code units. */
    private static final int LONGEST_SECRET = 16_384;

    private final Map<MigrationId, Migration> migrations = new HashMap<>();
    private final UnaryOperator<String> secrets;

    /**
     * Knows the scripts of these migrations.
     *
     * @param secrets hides what nobody may see, before a long text is cut; no secret may be longer than 16,384
     *     characters
     */
    public FileScripts(Iterable<Migration> migrations, UnaryOperator<String> secrets) {
        this.secrets = secrets;
        migrations.forEach(migration -> this.migrations.put(migration.id(), migration));
    }

    @Override
    public Optional<Text> of(MigrationId id, Scripts.Shown script) {
        Migration migration = migrations.get(id);
        boolean up = script.direction() == Direction.UP;
        if (migration == null || (up && !migration.checksum().equals(script.checksum()))) {
            return Optional.empty();
        }
        Optional<MigrationBody> body = up ? Optional.of(migration.up()) : migration.down();
        return body.filter(MigrationBody.Script.class::isInstance)
                .map(file -> read(((MigrationBody.Script) file).script(), up ? Proof.CHECKSUM : Proof.NONE));
    }

    private Text read(SqlScript script, Proof proof) {
        try (Reader reader = new InputStreamReader(script.open(), StandardCharsets.UTF_8)) {
            char[] characters = new char[2 * LONGEST + 1];
            int length = 0;
            for (int read = 0; read >= 0 && length < characters.length; length += Math.max(read, 0)) {
                read = reader.read(characters, length, characters.length - length);
            }
            int from = length > 0 && characters[0] == '\uFEFF' ? 1 : 0;
            String read = new String(characters, from, length - from);
            String hidden = secrets.apply(read);
            // Where the file goes on, what was read last may be the half of a secret.
            int sure = length < characters.length ? hidden.length() : Math.max(0, hidden.length() - LONGEST_SECRET);
            String text = Visible.beginning(hidden, Math.min(sure, LONGEST));
            return new Text(text, text.length() < hidden.length(), script.location(), proof);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + script.location(), e);
        }
    }
}

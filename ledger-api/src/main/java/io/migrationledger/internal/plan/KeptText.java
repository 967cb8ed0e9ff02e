package io.migrationledger.internal.plan;

import io.migrationledger.KeptScript;
import io.migrationledger.event.Direction;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A script that the ledger keeps, in the place of one that is gone. It is held as it is kept, packed, and unpacked each time
 * that it is read: a rollback of everything holds no two texts at once.
 */
record KeptText(String location, KeptScript kept, Direction direction) implements SqlScript {
    @Override
    public InputStream open() {
        Optional<KeptScript.Script> text = direction == Direction.UP ? kept.up() : kept.down();
        String sql = text.map(KeptScript.Script::sql).orElseThrow();
        return new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the hash of the kept script that a migration has for a down script; empty where it has another one or none. */
    static Optional<String> hashOfDown(Migration migration) {
        return migration
                .down()
                .filter(MigrationBody.Script.class::isInstance)
                .map(body -> ((MigrationBody.Script) body).script())
                .filter(KeptText.class::isInstance)
                .map(script -> ((KeptText) script).kept.hash());
    }
}

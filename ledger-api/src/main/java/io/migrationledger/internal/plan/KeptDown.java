package io.migrationledger.internal.plan;

import io.migrationledger.KeptScript;
import io.migrationledger.migration.Migration;
import io.migrationledger.migration.MigrationBody;
import io.migrationledger.migration.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A down script that the ledger keeps, in the place of one that is gone. It is held as it is kept, packed, and unpacked each
 * time that it is read: a rollback of everything holds no two texts at once.
 */
record KeptDown(String location, KeptScript kept) implements SqlScript {
    @Override
    public InputStream open() {
        String sql = kept.down().map(KeptScript.Script::sql).orElseThrow();
        return new ByteArrayInputStream(sql.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<String> hash(Migration migration) {
        return migration
                .down()
                .filter(MigrationBody.Script.class::isInstance)
                .map(body -> ((MigrationBody.Script) body).script())
                .filter(KeptDown.class::isInstance)
                .map(script -> ((KeptDown) script).kept.hash());
    }
}

package io.migrationledger.dialect.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Who counts in a group. What a real group does is tried by the clusters' tests. */
class ReplicationGroupTest {

    /** A primary whose two others are still joining can write, be it for hours. */
    @Test
    void aMemberThatIsCatchingUpIsThere() {
        assertThat(ReplicationGroup.reached(List.of("ONLINE", "RECOVERING", "RECOVERING")))
                .isEqualTo(3);
        assertThat(ReplicationGroup.reached(List.of("ONLINE", "UNREACHABLE", "UNREACHABLE")))
                .isEqualTo(1);
        assertThat(ReplicationGroup.reached(List.of("ONLINE", "ERROR", "OFFLINE")))
                .isEqualTo(1);
    }
}

package io.migrationledger.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is needed stands before what needs it. */
class NeededFirstTest {

    private static List<String> ordered(List<String> items, Map<String, Set<String>> needs) {
        return NeededFirst.ordered(items, item -> item, item -> needs.getOrDefault(item, Set.of()));
    }

    @Test
    void theOrderStaysWhereNothingIsNeeded() {
        assertThat(ordered(List.of("c", "a", "b"), Map.of())).containsExactly("c", "a", "b");
        assertThat(ordered(List.of("c", "a"), Map.of("c", Set.of("elsewhere")))).containsExactly("c", "a");
    }

    @Test
    void whatIsNeededStandsBefore() {
        assertThat(ordered(List.of("a", "b", "c", "d"), Map.of("a", Set.of("c"), "c", Set.of("d"))))
                .containsExactly("d", "c", "a", "b");
    }

    @Test
    void aCircleEnds() {
        assertThat(ordered(List.of("a", "b", "c"), Map.of("a", Set.of("b"), "b", Set.of("a", "b"))))
                .containsExactly("b", "a", "c");
    }
}

package io.migrationledger.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Action;
import io.migrationledger.Advice;
import org.junit.jupiter.api.Test;

/** What an operator of an application is told to do. */
class SpringWordsTest {

    @Test
    void anApplicationIsStarted() {
        assertThat(SpringWords.of(Advice.of("Fix the script and run '", Action.MIGRATE, "' again.")))
                .isEqualTo("Fix the script and start the application again.");
        assertThat(SpringWords.of(Advice.again("."))).isEqualTo("Start the application again.");
    }

    @Test
    void aHistoryIsTakenOverByAProperty() {
        assertThat(SpringWords.of(Advice.of("Take it over: '", Action.ADOPT.about("flyway"), "'.")))
                .isEqualTo("Take it over: 'migration-ledger.adopt=flyway'.");
        assertThat(SpringWords.of(Advice.of(Action.ADOPT))).isEqualTo("migration-ledger.adopt=any");
    }
}

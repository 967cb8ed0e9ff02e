package io.migrationledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.cli.command.NewName;
import io.migrationledger.migration.NewMigration;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next migration is named as the others are. */
class NewNameTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:05Z"), ZoneOffset.UTC);

    private static String next(String... existing) {
        NewName.Scripts scripts = NewName.next(List.of(existing), new NewMigration("add x", "add_x", true, CLOCK));
        return scripts.up() + " " + scripts.down();
    }

    @Test
    void numbersGoOnInTheWidthOfTheOthers() {
        assertThat(next()).isEqualTo("0001_add_x.sql 0001_add_x.down.sql");
        assertThat(next("R__views.sql")).isEqualTo("0001_add_x.sql 0001_add_x.down.sql");
        assertThat(next("0009_a.sql", "0002_b.sql")).isEqualTo("0010_add_x.sql 0010_add_x.down.sql");
        assertThat(next("9_a.sql")).isEqualTo("10_add_x.sql 10_add_x.down.sql");
        assertThat(next("009_a.sql")).isEqualTo("010_add_x.sql 010_add_x.down.sql");
        assertThat(next("20250101101010_a.sql")).isEqualTo("20260301120005_add_x.sql 20260301120005_add_x.down.sql");
    }

    @Test
    void aTimeThatIsTakenIsCountedOn() {
        assertThat(next("20260301120005_a.sql")).startsWith("20260301120006_add_x.sql ");
    }

    @Test
    void otherLayoutsStayAsTheyAre() {
        assertThat(next("V1__a.sql", "V12__b.sql", "R__v.sql")).isEqualTo("V13__add_x.sql U13__add_x.sql");
        assertThat(next("000001_a.up.sql", "000001_a.down.sql")).isEqualTo("000002_add_x.up.sql 000002_add_x.down.sql");
    }

    @Test
    void wordsBecomeAFileName() {
        assertThat(NewName.words("  Add user's Avatar (2nd try)! ")).isEqualTo("add_user_s_avatar_2nd_try");
        assertThat(NewName.words("表")).isEqualTo("表");
        assertThat(NewName.words("Größe speichern")).isEqualTo("größe_speichern");
    }
}

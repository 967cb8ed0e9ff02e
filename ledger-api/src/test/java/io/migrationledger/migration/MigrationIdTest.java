package io.migrationledger.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity and order of ids. */
class MigrationIdTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "1, 1_0",
        "1, 0001",
        "1.0, 1_0",
        "1.2, 1_2",
        "01.02, 1.2",
        "1.0.0.0, 1",
        "0, 00.0",
        "20260101_120000, 20260101.120000",
        "00000000000000000000000000000000000001, 1"
    })
    void versionsWhosePartsAreEqualAsNumbersAreEqual(String left, String right) {
        MigrationId a = MigrationId.of(left);
        MigrationId b = MigrationId.of(right);

        assertThat(a).isEqualTo(b).hasSameHashCodeAs(b).isEqualByComparingTo(b);
        assertThat(a.key()).isEqualTo(b.key());
    }

    @ParameterizedTest
    @CsvSource({
        "0042, x, x, 0042",
        "billing:0042, x, billing, 0042",
        "users.sql::1::amy, x, x, users.sql::1::amy",
        "billing:users.sql::1::amy, x, billing, users.sql::1::amy"
    })
    void isReadAsItIsShown(String written, String otherwise, String namespace, String value) {
        MigrationId id = MigrationId.parse(written, otherwise);

        assertThat(id).isEqualTo(MigrationId.of(namespace, value));
        assertThat(MigrationId.parse(id.toString(), otherwise)).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2",
        "2, 10",
        "1.2, 1.10",
        "1, 1.0.1",
        "1.9, 2",
        "9, 10.0",
        "99999999999999999999, 100000000000000000000",
        "18446744073709551615, 18446744073709551616",
        "20260101, 20260101120000",
        "20260101_1, 20260101_2",
        "999999, R__a",
        "R__a, R__b",
        "R__B, R__a"
    })
    void ordersAsNumbersPartByPartAndNamesAfterAllVersions(String lower, String higher) {
        assertThat(MigrationId.of(lower)).isLessThan(MigrationId.of(higher)).isNotEqualTo(MigrationId.of(higher));
        assertThat(MigrationId.of(higher)).isGreaterThan(MigrationId.of(lower));
    }

    @Test
    void ordersByNamespaceFirst() {
        assertThat(MigrationId.of("a", "9")).isLessThan(MigrationId.of("b", "1"));
        assertThat(MigrationId.of("a", "1")).isNotEqualTo(MigrationId.of("b", "1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R__views", "a", "1a", "1..2", "1.", "_1", "1-2", "١", "v1"})
    void whatIsNoVersionIsANameAndEqualOnlyToItself(String name) {
        assertThat(MigrationId.of(name).isVersion()).isFalse();
        assertThat(MigrationId.of(name).key()).isEqualTo(name);
        assertThat(MigrationId.of(name)).isNotEqualTo(MigrationId.of("0" + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "a\u0000", "a ", " a", "a\u3000"})
    void whatCannotBePrintedOrComparedIsRefused(String text) {
        assertThatThrownBy(() -> MigrationId.of(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MigrationId.of(text, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasAtMost200Characters() {
        assertThat(MigrationId.of("1".repeat(200)).value()).hasSize(200);
        assertThatThrownBy(() -> MigrationId.of("1".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isShownWithItsNamespaceUnlessThatIsTheDefaultOne() {
        assertThat(MigrationId.of("0042")).hasToString("0042");
        assertThat(MigrationId.of("billing", "0042")).hasToString("billing:0042");
    }

    @Test
    void theOrderIsTotalAndAgreesWithEqualityAndWithNumbers() {
        Random random = new Random(20261121);
        List<MigrationId> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ids.add(MigrationId.of(version(random)));
        }
        for (MigrationId a : ids) {
            for (MigrationId b : ids) {
                int expected = compare(a.value(), b.value());
                assertThat(Integer.signum(a.compareTo(b))).as("%s %s", a, b).isEqualTo(expected);
                assertThat(a.equals(b)).as("%s %s", a, b).isEqualTo(expected == 0);
                if (expected == 0) {
                    assertThat(a).hasSameHashCodeAs(b);
                }
            }
        }
        List<MigrationId> sorted = new ArrayList<>(ids);
        Collections.shuffle(sorted, random);
        Collections.sort(sorted);
        assertThat(new HashSet<>(sorted)).hasSizeLessThan(ids.size());
    }

    private static String version(Random random) {
        StringBuilder version = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int part = 0; part < parts; part++) {
            version.append(part == 0 ? "" : random.nextBoolean() ? "." : "_");
            version.append("0".repeat(random.nextInt(3))).append(random.nextInt(4));
            version.append(random.nextInt(8) == 0 ? "0".repeat(20) : "");
        }
        return version.toString();
    }

    /** The rule written down once more, with numbers of any size. */
    private static int compare(String left, String right) {
        String[] l = left.split("[._]");
        String[] r = right.split("[._]");
        for (int i = 0; i < Math.max(l.length, r.length); i++) {
            BigInteger a = i < l.length ? new BigInteger(l[i]) : BigInteger.ZERO;
            BigInteger b = i < r.length ? new BigInteger(r[i]) : BigInteger.ZERO;
            if (!a.equals(b)) {
                return a.compareTo(b);
            }
        }
        return 0;
    }
}

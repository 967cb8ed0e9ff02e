package io.migrationledger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written is read back as it was. */
class JsonTest {
    private static final String[] SPICE = {
        "\"",
        "\\",
        "\n",
        "\r",
        "\t",
        "\b",
        "\f",
        "\u0000",
        "\u001f",
        "\u007f",
        "\u2028",
        "é",
        "漢",
        "💶",
        "\ud83d",
        "\udcb6",
        "/",
        "</script>",
        "\\u0041",
        "{}",
        "[]",
        ",",
        ":"
    };

    @Test
    void everythingWrittenIsReadBack() {
        Random random = new Random(20261121);
        for (int i = 0; i < 3_000; i++) {
            Map<String, @Nullable Object> value = object(random, 0);
            String text = Json.write(value);
            assertThat(Json.object(text)).as(text).isEqualTo(value);
            assertThat(Json.write(Json.object(text))).isEqualTo(text);
            assertThat(text.chars().filter(c -> c < 0x20)).isEmpty();
        }
    }

    /** Half a pair of surrogates has no UTF-8: it is escaped, and so is nothing else above the control characters. */
    @Test
    void onlyWhatUtf8CannotHoldIsEscaped() {
        assertThat(Json.write("💶 \u0020\u001f")).isEqualTo("\"💶  \\u001f\"");
        assertThat(Json.write("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(Json.write("\udcb6")).isEqualTo("\"\\udcb6\"");
        assertThat(Json.write("\ud83da")).isEqualTo("\"\\ud83da\"");
        assertThat(Json.write("a\udcb6")).isEqualTo("\"a\\udcb6\"");
        assertThat(Json.write("\udcb6\ud83d")).isEqualTo("\"\\udcb6\\ud83d\"");
        assertThat(Json.object("{\"a\":\"\\u0041\"}")).containsEntry("a", "A");
    }

    @Test
    void emptyMembersCanBeChanged() {
        assertThat(Json.object("{}")).isInstanceOf(LinkedHashMap.class);
        assertThat(Json.object("{\"a\":[]}").get("a")).isInstanceOf(ArrayList.class);
    }

    @Test
    void membersKeepTheirOrder() {
        assertThat(Json.object(" { \"z\" : 1 , \"a\" : [ true , false , null ] , \"b\" : -7 } "))
                .containsExactlyEntriesOf(inOrder());
    }

    private static Map<String, @Nullable Object> inOrder() {
        List<@Nullable Object> list = new ArrayList<>(List.of(true, false));
        list.add(null);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("z", 1L);
        map.put("a", list);
        map.put("b", -7L);
        return map;
    }

    @Test
    void escapesOfOtherWritersAreRead() {
        assertThat(Json.object("{\"a\":\"\\u00e9\\/\\b\\f\\ud83d\\udcb6\"}")).containsEntry("a", "é/\b\f💶");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "\"a\"",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1}x",
                "{\"a\":1.5}",
                "{\"a\":-}",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\u12",
                "{\"a\":tru}",
                "{\"a\":[1",
                "{\"a\":[1,]}",
                "{\"a\":99999999999999999999}",
                "{\"a\":\"\\uzzzz\"}"
            })
    void whatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> Json.object(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> null;
            case 4 -> list(random, depth + 1);
            default -> object(random, depth + 1);
        };
    }

    private static List<@Nullable Object> list(Random random, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static Map<String, @Nullable Object> object(Random random, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(random), value(random, depth));
        }
        return map;
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(random.nextBoolean() ? SPICE[random.nextInt(SPICE.length)] : "ab");
        }
        return text.toString();
    }
}

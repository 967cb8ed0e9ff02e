package io.migrationledger.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spi.schema.Index;
import io.migrationledger.spi.schema.Snapshot;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * SD-1: whatever a snapshot holds is in both documents. The schema is made out of the model itself, so that a component that
 * is added to a record is looked for, too.
 */
class WholeModelTest {
    private static final int NONE = -1;

    /** Each text of the model, by the component that holds it; no text is a part of another. */
    private final List<String> texts = new ArrayList<>();

    private int flags;
    private int flipped = NONE;

    private Snapshot whole(int flag) throws ReflectiveOperationException {
        texts.clear();
        flags = 0;
        flipped = flag;
        return (Snapshot) record(Snapshot.class);
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            String path = type.getSimpleName() + "-" + components[i].getName();
            boolean elsewhere = path.equals("Snapshot-dialect") // the server's words name it
                    || path.equals("Part-column"); // a part is an expression or a column
            values[i] = elsewhere ? "" : value(components[i].getGenericType(), path);
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private Object value(Type type, String path) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Type inner = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Map.class) {
                return Map.of(text(path + "-key"), text(path + "-value"));
            }
            Object one = value(inner, path);
            return generic.getRawType() == Optional.class ? Optional.of(one) : List.of(one);
        }
        if (type == boolean.class) {
            return flags++ == flipped;
        }
        return type == String.class ? text(path) : record((Class<?>) type);
    }

    private String text(String path) {
        texts.add("[" + path + "-" + texts.size() + "]");
        return texts.get(texts.size() - 1);
    }

    @Test
    void eachTextIsInBothDocuments() throws Exception {
        Snapshot whole = whole(NONE);
        String html = SchemaDocumentTest.html(whole);
        String markdown = SchemaDocumentTest.markdown(whole);
        assertThat(texts).hasSizeGreaterThan(100);
        assertThat(texts.stream().filter(text -> !html.contains(text))).isEmpty();
        assertThat(texts.stream().filter(text -> !markdown.contains(text))).isEmpty();
    }

    @Test
    void eachYesOrNoMakesAnotherDocument() throws Exception {
        Snapshot none = whole(NONE);
        String html = SchemaDocumentTest.html(none);
        String markdown = SchemaDocumentTest.markdown(none);
        int all = flags;
        assertThat(all).isGreaterThan(10);
        for (int i = 0; i < all; i++) {
            Snapshot other = whole(i);
            assertThat(other).isNotEqualTo(none);
            assertThat(SchemaDocumentTest.html(other)).as("flag %s", i).isNotEqualTo(html);
            assertThat(SchemaDocumentTest.markdown(other)).as("flag %s", i).isNotEqualTo(markdown);
        }
    }

    @Test
    void aColumnOfAnIndexIsInBothDocuments() {
        Index.Part part = new Index.Part("zq", "", false, Map.of());
        assertThat(Facts.parts(
                        new Index("i", false, "", List.of(part), List.of(), Optional.empty(), true, Map.of(), "")))
                .isEqualTo("zq");
    }
}

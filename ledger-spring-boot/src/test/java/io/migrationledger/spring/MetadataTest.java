package io.migrationledger.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.spring.autoconfigure.DatabaseSettings;
import io.migrationledger.spring.autoconfigure.MigrationLedgerProperties;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataProperty;
import org.springframework.boot.configurationmetadata.ConfigurationMetadataRepositoryJsonBuilder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.ClassUtils;

/** What an editor completes is what the starter reads: the metadata beside the two records (SB-5). */
class MetadataTest {
    private static final String PREFIX = "migration-ledger.";
    private static final String FILE = "META-INF/spring-configuration-metadata.json";

    private static Map<String, ConfigurationMetadataProperty> metadata() throws Exception {
        URI classes = MigrationLedgerProperties.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        URI file = classes.getPath().endsWith("/") ? classes.resolve(FILE) : URI.create("jar:" + classes + "!/" + FILE);
        try (InputStream json = file.toURL().openStream()) {
            return ConfigurationMetadataRepositoryJsonBuilder.create(json)
                    .build()
                    .getAllProperties();
        }
    }

    @Test
    void everyPropertyIsDescribedAndNoOther() throws Exception {
        Map<String, String> read = new TreeMap<>();
        Stream.of(MigrationLedgerProperties.class, DatabaseSettings.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .forEach(component -> read.put(PREFIX + kebab(component.getName()), type(component)));
        Map<String, String> described = new TreeMap<>();
        metadata().forEach((name, property) -> {
            if (name.startsWith(PREFIX)) {
                described.put(name, property.getType());
            }
        });
        assertThat(described).isEqualTo(read);
    }

    @Test
    void defaultsAreThoseThatHold() throws Exception {
        Map<String, ConfigurationMetadataProperty> metadata = metadata();
        Stream.of(MigrationLedgerProperties.class, DatabaseSettings.class)
                .flatMap(type -> Stream.of(type.getDeclaredConstructors()[0].getParameters()))
                .forEach(parameter -> {
                    DefaultValue given = parameter.getAnnotation(DefaultValue.class);
                    Optional<String> holds = given == null || given.value().length == 0
                            ? byType(parameter.getType())
                            : Optional.of(given.value()[0]);
                    String name = PREFIX + kebab(parameter.getName());
                    Object described =
                            Objects.requireNonNull(metadata.get(name)).getDefaultValue();
                    if (parameter.getType() == StartMode.class) {
                        holds = Optional.of("migrate"); // null, as the primary database's mode holds for the others
                    }
                    assertThat(Optional.ofNullable(described).map(String::valueOf))
                            .as(name)
                            .isEqualTo(holds);
                });
    }

    private static Optional<String> byType(Class<?> type) {
        return type == boolean.class ? Optional.of("false") : type == int.class ? Optional.of("0") : Optional.empty();
    }

    @Test
    void eachHasASentence() throws Exception {
        assertThat(metadata().values())
                .isNotEmpty()
                .allSatisfy(property -> assertThat(property.getDescription())
                        .as(property.getId())
                        .endsWith("."));
    }

    private static String type(RecordComponent component) {
        return component.getType().isPrimitive()
                ? ClassUtils.resolvePrimitiveIfNecessary(component.getType()).getName()
                : component.getGenericType().getTypeName().replace(", ", ",");
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}

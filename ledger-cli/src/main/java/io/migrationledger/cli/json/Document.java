package io.migrationledger.cli.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.migrationledger.Advice;
import io.migrationledger.ErrorCode;
import io.migrationledger.ErrorCode.Exit;
import io.migrationledger.LedgerException;
import io.migrationledger.Problem;
import io.migrationledger.ValidationException;
import io.migrationledger.cli.terminal.Page;
import io.migrationledger.migration.MigrationId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One JSON document. Begins with what all documents have: the version of their form, the command, whether it went well,
 * the exit code and the error. Held in memory until it is whole, so that an error never leaves half a document behind.
 */
final class Document {
    private static final int FORMAT = 1;

    private final StringWriter text = new StringWriter();
    private final Page page;
    private final JsonGenerator json;

    private interface Writing {
        void write() throws IOException;
    }

    private Document(Page page) {
        this.page = page;
        try {
            this.json = new JsonFactory().createGenerator(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string cannot fail
        }
    }

    /** Prints a document. */
    static void print(
            Page page, String command, Exit exit, Optional<LedgerException> error, Consumer<Document> payload) {
        Document document = new Document(page);
        document.write(() -> {
            document.json.useDefaultPrettyPrinter();
            document.json.writeStartObject();
        });
        document.number("format", FORMAT)
                .text("command", command)
                .flag("ok", exit == Exit.DONE)
                .number("exitCode", exit.code());
        if (error.isPresent()) {
            document.object(
                    "error",
                    inner -> inner.text("code", error.get().code().code())
                            .text("name", error.get().code().name())
                            .text("what", error.get().what())
                            .text("state", error.get().state())
                            .advice(error.get().code(), error.get().advice())
                            .objects("problems", problems(error.get()), ProblemDocument::problem));
        } else {
            document.nothing("error");
        }
        payload.accept(document);
        document.write(() -> {
            document.json.writeEndObject();
            document.json.close();
        });
        page.stream().println(document.text);
    }

    private static List<Problem> problems(LedgerException error) {
        return error instanceof ValidationException validation ? validation.problems() : List.of();
    }

    Document text(String name, String value) {
        write(() -> json.writeStringField(name, page.secrets().hide(value)));
        return this;
    }

    Document text(String name, Optional<String> value) {
        return value.isPresent() ? text(name, value.get()) : nothing(name);
    }

    /** Writes what to do next about an error. */
    Document advice(ErrorCode code, Advice advice) {
        return text("next", page.words(code, advice));
    }

    /** Writes what to do next. */
    Document advice(Advice advice) {
        return text("next", page.words(advice));
    }

    Document advice(Optional<Advice> advice) {
        return text("next", advice.map(page::words));
    }

    /** Writes null: a member is never left out. */
    Document nothing(String name) {
        write(() -> json.writeNullField(name));
        return this;
    }

    Document number(String name, long value) {
        write(() -> json.writeNumberField(name, value));
        return this;
    }

    Document flag(String name, boolean value) {
        write(() -> json.writeBooleanField(name, value));
        return this;
    }

    /** Writes a text that is to be used as it is, and not only read: what was made of the schema. */
    Document whole(String name, String value) {
        write(() -> json.writeStringField(name, value));
        return this;
    }

    /** Writes milliseconds with three decimals. */
    Document millis(String name, Duration duration) {
        long micros = duration.toNanos() / 1000;
        write(() -> {
            json.writeFieldName(name);
            json.writeNumber(new java.math.BigDecimal(micros).movePointLeft(3));
        });
        return this;
    }

    /** Writes what is a JSON object already. */
    Document raw(String name, String value) {
        write(() -> {
            json.writeFieldName(name);
            json.writeRawValue(page.secrets().hideInJson(value));
        });
        return this;
    }

    /** Writes a migration's id, its namespace first. */
    Document id(MigrationId id) {
        return text("namespace", id.namespace()).text("id", id.value());
    }

    Document object(String name, Consumer<Document> members) {
        write(() -> json.writeObjectFieldStart(name));
        members.accept(this);
        write(json::writeEndObject);
        return this;
    }

    <T> Document optional(String name, Optional<T> value, java.util.function.BiConsumer<Document, T> members) {
        return value.isPresent() ? object(name, inner -> members.accept(inner, value.get())) : nothing(name);
    }

    <T> Document objects(String name, Iterable<T> values, java.util.function.BiConsumer<Document, T> members) {
        write(() -> json.writeArrayFieldStart(name));
        for (T value : values) {
            write(json::writeStartObject);
            members.accept(this, value);
            write(json::writeEndObject);
        }
        write(json::writeEndArray);
        return this;
    }

    Document texts(String name, Iterable<?> values) {
        write(() -> json.writeArrayFieldStart(name));
        for (Object value : values) {
            write(() -> json.writeString(page.secrets().hide(value.toString())));
        }
        write(json::writeEndArray);
        return this;
    }

    private void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.migrationledger.schema.check;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The result of a check as JUnit's XML, which most build servers show: a test for each migration that ran, one for each file
 * that could not be read, and the findings as failures.
 */
public final class CheckJunit {
    private static final String SUITE = "ledger check";

    private CheckJunit() {}

    /** Returns the document. */
    public static String of(CheckResult result) {
        List<String> cases = cases(result);
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", SUITE);
            xml.writeAttribute("tests", Integer.toString(cases.size()));
            xml.writeAttribute("failures", Integer.toString(failed(result, cases)));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute("skipped", "0");
            for (String name : cases) {
                writeCase(xml, name, result);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // a string takes everything
        }
        return text + "\n";
    }

    private static List<String> cases(CheckResult result) {
        List<String> cases = new ArrayList<>();
        result.migrations().forEach(id -> cases.add(id.toString()));
        for (CheckFinding finding : result.findings()) {
            if (!cases.contains(name(finding))) {
                cases.add(name(finding));
            }
        }
        return cases;
    }

    private static int failed(CheckResult result, List<String> cases) {
        return (int) cases.stream()
                .filter(name -> result.findings().stream()
                        .anyMatch(finding -> name(finding).equals(name)))
                .count();
    }

    /** A migration's id, the declared schema, or the rule where it is about no migration. */
    private static String name(CheckFinding finding) {
        if (finding.id().isPresent()) {
            return finding.id().get().toString();
        }
        return finding.file().isEmpty() ? finding.rule().id() : finding.file();
    }

    private static void writeCase(XMLStreamWriter xml, String name, CheckResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "ledger.check");
        xml.writeAttribute("name", allowed(name));
        for (CheckFinding finding : result.findings()) {
            if (name(finding).equals(name)) {
                xml.writeStartElement("failure");
                xml.writeAttribute("type", finding.rule().id());
                xml.writeAttribute("message", allowed(finding.what()));
                xml.writeCharacters(allowed(text(finding)));
                xml.writeEndElement();
            }
        }
        xml.writeEndElement();
    }

    private static String text(CheckFinding finding) {
        String place = finding.file().isEmpty()
                ? ""
                : finding.file() + (finding.line() > 0 ? ":" + finding.line() : "") + "\n";
        return place
                + finding.details().stream().map(line -> line + "\n").collect(Collectors.joining())
                + finding.next();
    }

    /** XML 1.0 has no place for most control characters (https://www.w3.org/TR/xml/#charsets). */
    private static String allowed(String text) {
        return text.codePoints()
                .map(point -> point == '\t'
                                || point == '\n'
                                || point >= ' ' && point < 0xD800
                                || point >= 0xE000 && point < 0xFFFE
                                || point >= 0x10000
                        ? point
                        : '\uFFFD')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

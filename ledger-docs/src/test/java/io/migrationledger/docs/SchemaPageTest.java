package io.migrationledger.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.testdb.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page in a real browser. */
class SchemaPageTest {
    private static final String HOSTILE =
            "]]><script>window.broken=1</script><img src=x \"onload='window.broken=2' \u202E\u2066</svg></style>` ";

    @TempDir
    static Path directory;

    private static Browser browser;

    @BeforeAll
    static void pages() throws Exception {
        browser = Browser.open();
        Files.writeString(directory.resolve("plain.html"), SchemaDocumentTest.html(Schemas.everything("")));
        Files.writeString(directory.resolve("hostile.html"), SchemaDocumentTest.html(Schemas.everything(HOSTILE)));
        Files.writeString(directory.resolve("many.html"), SchemaDocumentTest.html(Schemas.many(300, 300)));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static void show(String page, int width, boolean dark) {
        browser.show(directory.resolve(page + ".html"), width, dark);
        browser.run("document.querySelectorAll('details').forEach(d => d.open = true)");
        browser.run("document.querySelectorAll('.migration').forEach(a => a.style.contentVisibility = 'visible')");
    }

    /** SD-5. axe-core finds nothing, with everything open; and nothing is wider than the page. */
    @ParameterizedTest(name = "{0}, {1} px, dark {2}")
    @CsvSource({"plain, 360, false", "plain, 360, true", "plain, 1280, false", "plain, 1280, true", "hostile, 360, true"
    })
    void everybodyCanReadIt(String page, int width, boolean dark) throws Exception {
        show(page, width, dark);
        assertThat(browser.number("document.documentElement.scrollWidth")).isEqualTo(width);
        assertThat(browser.axe(100)).isEqualTo(List.of());
    }

    /** SD-4. What somebody wrote is text, wherever it stands. */
    @Test
    void nothingThatWasNamedRuns() {
        show("hostile", 1280, false);
        assertThat(browser.text("typeof window.broken")).isEqualTo("undefined");
        assertThat(browser.number("document.querySelectorAll('script').length")).isEqualTo(1);
        assertThat(browser.number("document.querySelectorAll('style').length")).isEqualTo(1);
        assertThat(browser.number("document.querySelectorAll('svg').length")).isEqualTo(1);
        assertThat(browser.number("document.querySelectorAll('img, iframe, object, embed, link, base').length"))
                .isZero();
        assertThat(browser.number("document.querySelectorAll('svg a > text.box-title').length"))
                .isEqualTo(2);
        assertThat(browser.text("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                        + ".filter(a => a.name.startsWith('on') || a.name === 'src'"
                        + " || a.name === 'href' && !a.value.startsWith('#')).length"))
                .isEqualTo("0");
        assertThat(browser.number("performance.getEntriesByType('resource').length"))
                .isZero();
        assertThat(browser.text("document.querySelector('article h3').textContent"))
                .isEqualTo(HOSTILE.replace("\u202E", "U+202E").replace("\u2066", "U+2066") + "notes");
    }

    /** SD-5. */
    @Test
    void searchFindsObjects() throws Exception {
        show("plain", 1280, false);
        assertThat(shown()).isEqualTo("12 of 12 objects");
        browser.driver().findElement(By.id("search")).sendKeys("log in");
        waitFor("1 of 12 objects");
        browser.driver().findElement(By.cssSelector("#filter [type=reset]")).click();
        waitFor("12 of 12 objects");
        browser.driver()
                .findElement(By.xpath("//select[@id='kind']/option[.='table (3)']"))
                .click();
        waitFor("3 of 12 objects");
    }

    /** SD-3, SD-5. Boxes do not overlap, lead to their table, and the picture grows and shrinks. */
    @Test
    void theDiagramOfManyTablesIsReadable() {
        browser.show(directory.resolve("many.html"), 1280, false);
        assertThat(browser.number("""
                [...document.querySelectorAll('svg')].flatMap(svg => {
                  const boxes = [...svg.querySelectorAll('.box')].map(b => b.getBBox());
                  return boxes.filter((a, i) => boxes.some((b, j) => i < j && a.x < b.x + b.width && b.x < a.x + a.width
                    && a.y < b.y + b.height && b.y < a.y + a.height));
                }).length""")).isZero();
        assertThat(browser.number("""
                [...document.querySelectorAll('svg a')].filter(a => [...a.querySelectorAll('text')].some(t =>
                  t.getBBox().x + t.getBBox().width > a.querySelector('.box').getBBox().x
                    + a.querySelector('.box').getBBox().width)).length""")).isZero();
        assertThat(browser.number("[...document.querySelectorAll('svg a')].filter(a =>"
                        + " document.getElementById(a.getAttribute('href').slice(1))).length"))
                .isEqualTo(300);
        long width = browser.number("document.querySelector('svg').clientWidth");
        browser.driver().findElement(By.cssSelector("[data-zoom=in]")).click();
        assertThat(browser.number("document.querySelector('svg').clientWidth")).isGreaterThan(width);
        browser.driver().findElement(By.cssSelector("[data-zoom=real]")).click();
        assertThat(browser.number("document.querySelector('svg').clientWidth")).isEqualTo(width);
    }

    /** SD-5. Nothing is missing, and nothing stands there that does nothing. */
    @Test
    void itDoesWithoutItsScript() {
        browser.scripts(false);
        try {
            browser.show(directory.resolve("plain.html"), 1280, false);
            assertThat(browser.driver().findElements(By.cssSelector("article.object")))
                    .hasSize(12)
                    .allMatch(WebElement::isDisplayed);
            assertThat(browser.driver().findElements(By.cssSelector("button, select, [type=search]")))
                    .noneMatch(WebElement::isDisplayed);
        } finally {
            browser.scripts(true);
        }
    }

    /** SD-5. The Tab key reaches every box, and the picture itself, to move it with the arrow keys. */
    @Test
    void theKeyboardReachesTheDiagram() {
        show("plain", 1280, false);
        Set<String> reached = new LinkedHashSet<>();
        for (int i = 0; i < 20; i++) {
            new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
            reached.add(browser.text("(document.activeElement.getAttribute('class') || '') + '|'"
                    + " + (document.activeElement.querySelector(':scope > title')?.textContent ?? '')"));
        }
        assertThat(reached).contains("skip|", "canvas|", "|orders", "|users");
    }

    private static String shown() {
        return browser.text("document.getElementById('shown').textContent");
    }

    private static void waitFor(String text) {
        for (int i = 0; i < 100 && !shown().equals(text); i++) {
            browser.driver().executeAsyncScript("setTimeout(arguments[0], 50)");
        }
        assertThat(shown()).isEqualTo(text);
    }
}

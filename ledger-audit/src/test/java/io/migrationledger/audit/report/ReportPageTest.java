package io.migrationledger.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationledger.Ledger;
import io.migrationledger.testdb.Browser;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page in a real browser. */
class ReportPageTest {
    private static final String OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)";

    @TempDir
    static Path directory;

    private static Browser browser;
    private static Path shop;
    private static Path hostile;

    @BeforeAll
    static void pages() throws Exception {
        browser = Browser.open();
        try (Connection connection = Histories.memory()) {
            shop = page("shop.html", Histories.shop(connection));
        }
        try (Connection connection = Histories.memory()) {
            hostile = page("hostile.html", Histories.hostile(connection));
        }
    }

    static Path page(String name, Ledger ledger) throws Exception {
        Path file = directory.resolve(name);
        try (Writer out = Files.newBufferedWriter(file)) {
            Report.of(ledger, Optional.empty(), Histories.options(), Histories.CLOCK)
                    .html(out);
        }
        return file;
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /** AU-43. axe-core finds nothing, with everything open; and nothing is wider than the page. */
    @ParameterizedTest(name = "{0}, {1} px, dark {2}")
    @CsvSource({"shop, 360, false", "shop, 360, true", "shop, 1280, false", "shop, 1280, true", "hostile, 360, true"})
    void everybodyCanReadIt(String page, int width, boolean dark) throws Exception {
        browser.show(page.equals("shop") ? shop : hostile, width, dark);
        browser.run(OPEN_ALL);
        assertThat(browser.number("document.documentElement.scrollWidth")).isEqualTo(width);
        browser.run("document.querySelectorAll('.migration').forEach(a => a.style.contentVisibility = 'visible')");
        assertThat(browser.axe(150)).isEqualTo(List.of());
    }

    /** AU-42. What somebody wrote is text, wherever it stands: it does not run, load, or become an element. */
    @Test
    void nothingThatWasRecordedRuns() {
        browser.show(hostile, 1280, false);
        browser.run(OPEN_ALL);
        assertThat(browser.text("typeof window.broken")).isEqualTo("undefined");
        assertThat(browser.number("document.querySelectorAll('script').length")).isEqualTo(1);
        assertThat(browser.number(
                        "document.querySelectorAll('img, iframe, object, embed, link, base, textarea').length"))
                .isZero();
        assertThat(browser.number("document.querySelectorAll('svg').length")).isEqualTo(1);
        assertThat(browser.text("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
                        + ".filter(a => a.name.startsWith('on') || a.name === 'style' || a.name === 'src'"
                        + " || a.name === 'href' && !a.value.startsWith('#')).length"))
                .isEqualTo("0");
        assertThat(browser.number("performance.getEntriesByType('resource').length"))
                .isZero();
        for (int i = 0; i < Histories.HOSTILE.length; i++) {
            String shown = String.valueOf(browser.run(
                    "return document.querySelectorAll('#migrations h3 .what')[arguments[0]].textContent", i));
            String written = Histories.HOSTILE[i]
                    .replace("\u202E", "U+202E")
                    .replace("\u2066", "U+2066")
                    .replace("\u200B", "U+200B")
                    .replace("\u0007", "U+0007")
                    .replace("\u0000", "U+0000")
                    .replace("\uD800", "U+D800");
            assertThat(shown).isEqualTo(written);
        }
    }

    /** AU-41. Should a text ever get past the escaping, the page's policy does not run it, and loads nothing for it. */
    @Test
    void thePolicyRunsAndLoadsNothingElse() {
        browser.show(shop, 1280, false);
        browser.driver().executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                window.refused = [];
                document.addEventListener('securitypolicyviolation', e => window.refused.push(e.effectiveDirective));
                const inline = document.createElement('script');
                inline.textContent = 'window.broken = 1';
                document.body.append(inline);
                document.body.insertAdjacentHTML('beforeend',
                  '<p id="bad" onclick="window.broken = 2" style="color: red">x</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">');
                document.getElementById('bad').click();
                setTimeout(done, 300);
                """);
        assertThat(browser.text("typeof window.broken")).isEqualTo("undefined");
        Set<Object> refused = new LinkedHashSet<>((List<?>) browser.run("return window.refused"));
        assertThat(refused)
                .containsExactlyInAnyOrder("script-src-elem", "script-src-attr", "style-src-attr", "img-src");
    }

    /** AU-44. Search and the two lists find together. */
    @Test
    void searchFindsMigrations() {
        browser.show(shop, 1280, false);
        WebElement search = browser.driver().findElement(By.id("search"));
        assertThat(shown()).isEqualTo("10 of 10 migrations");
        search.sendKeys("INCOMPATIBLE order_id");
        waitFor("1 of 10 migrations");
        assertThat(visible()).containsExactly("0008");
        search.clear();
        search.sendKeys(Keys.SPACE);
        waitFor("10 of 10 migrations");
        choose("who", "jo@jo-desk (database user app)");
        assertThat(visible()).containsExactly("0002", "0005");
        choose("state", "forgotten (1)");
        assertThat(visible()).containsExactly("0002");
        search.sendKeys("nowhere to be found");
        waitFor("0 of 10 migrations");
        assertThat(browser.driver().findElement(By.id("none")).isDisplayed()).isTrue();
        browser.driver().findElement(By.cssSelector("#filter [type=reset]")).click();
        waitFor("10 of 10 migrations");
        assertThat(browser.driver().findElement(By.id("none")).isDisplayed()).isFalse();
    }

    private static void choose(String list, String text) {
        browser.driver()
                .findElement(By.xpath("//select[@id='" + list + "']/option[.='" + text + "']"))
                .click();
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

    private static List<String> visible() {
        return browser.driver().findElements(By.cssSelector("article.migration:not([hidden]) h3 .id")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** AU-43. The Tab key reaches everything that can be used, the way past the head of the page first, and shows where it is. */
    @ParameterizedTest
    @ValueSource(ints = {360, 1280})
    void theKeyboardReachesEverything(int width) {
        browser.show(shop, width, false);
        long controls = browser.number(
                "[...document.querySelectorAll('a[href], button, input, select, summary, pre[tabindex]')]"
                        + ".filter(e => e.checkVisibility({contentVisibilityAuto: false})"
                        + " && !(e.type === 'radio' && !e.checked)).length");
        Set<Object> reached = new LinkedHashSet<>();
        for (int i = 0; i < controls; i++) {
            new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
            if (i == 0) {
                assertThat(browser.text("document.activeElement.textContent")).isEqualTo("Skip to the report");
                assertThat(browser.number("document.activeElement.getBoundingClientRect().top"))
                        .isNotNegative();
            }
            assertThat(browser.text("getComputedStyle(document.activeElement).outlineStyle"))
                    .isEqualTo("solid");
            reached.add(browser.run("return document.activeElement"));
        }
        assertThat(reached).hasSize((int) controls);
        browser.show(shop, width, false);
        new Actions(browser.driver()).sendKeys(Keys.TAB, Keys.ENTER).perform();
        assertThat(browser.text("document.activeElement.id")).isEqualTo("report");
    }

    /** AU-44. Without its script the page says the same; only what would do nothing then is not there. */
    @Test
    void itReadsWithoutItsScript() {
        browser.scripts(false);
        try {
            browser.show(shop, 1280, false);
            assertThat(browser.driver().findElement(By.id("filter")).isDisplayed())
                    .isFalse();
            assertThat(browser.driver().findElements(By.cssSelector("article.migration")))
                    .hasSize(10);
            WebElement details = browser.driver().findElement(By.cssSelector("article.migration details"));
            assertThat(details.findElement(By.tagName("table")).isDisplayed()).isFalse();
            details.findElement(By.tagName("summary")).click();
            assertThat(details.findElement(By.tagName("table")).isDisplayed()).isTrue();
            browser.driver().findElement(By.id("colours-dark")).click();
            assertThat(background()).isEqualTo("rgb(16, 20, 26)");
        } finally {
            browser.scripts(true);
        }
    }

    /** AU-43. The colours are the system's until somebody chooses. */
    @Test
    void coloursAreChosen() {
        browser.show(shop, 1280, true);
        assertThat(background()).isEqualTo("rgb(16, 20, 26)");
        browser.driver().findElement(By.id("colours-light")).click();
        assertThat(background()).isEqualTo("rgb(255, 255, 255)");
        browser.show(shop, 1280, false);
        assertThat(background()).isEqualTo("rgb(255, 255, 255)");
        browser.driver().findElement(By.id("colours-dark")).click();
        assertThat(background()).isEqualTo("rgb(16, 20, 26)");
    }

    private static String background() {
        return browser.driver()
                .findElement(By.tagName("body"))
                .getCssValue("background-color")
                .replaceFirst("rgba\\((.*), 1\\)", "rgb($1)");
    }

    /** AU-43. On paper everything is open and dark on white, and what can only be clicked is gone. */
    @Test
    void itPrints() {
        browser.show(shop, 1280, true);
        browser.driver().executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
        browser.run("window.dispatchEvent(new Event('beforeprint'))");
        assertThat(browser.number("document.querySelectorAll('details:not([open])').length"))
                .isZero();
        assertThat(background()).isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.driver().findElement(By.id("filter")).isDisplayed()).isFalse();
        browser.run("window.dispatchEvent(new Event('afterprint'))");
        assertThat(browser.number("document.querySelectorAll('details:not([open])').length"))
                .isPositive();
    }
}

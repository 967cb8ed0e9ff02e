package io.migrationledger.testdb;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.UnexpectedAlertBehaviour;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * The system's Chromium without a window. Where there is none the tests are skipped, unless servers are required: then they
 * fail.
 */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    public static Browser open() {
        boolean here = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!here && !Boolean.parseBoolean(System.getenv("LEDGER_REQUIRE_SERVERS"))) {
            Assumptions.abort("no browser: Debian's packages chromium and chromium-driver are not installed");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setUnhandledPromptBehaviour(UnexpectedAlertBehaviour.IGNORE);
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // a container's root has no other
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-prefers-reduced-motion");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(120));
        return new Browser(driver);
    }

    /** Shows a file at a width, in a theme of the system. */
    public Browser show(Path page, int width, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        "",
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        driver.get(page.toUri().toString());
        return this;
    }

    /** Lets a page run its scripts, or not; for the next page that is shown. */
    public Browser scripts(boolean run) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !run));
        return this;
    }

    /** Returns what drives it. */
    public ChromeDriver driver() {
        return driver;
    }

    @Nullable
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    public long number(String script) {
        return ((Number) Objects.requireNonNull(run("return " + script))).longValue();
    }

    public String text(String script) {
        return String.valueOf(run("return " + script));
    }

    /**
     * Returns what axe-core has against the page: nothing, where everybody can read it.
     *
     * @param least how many texts it has to have looked at for their contrast
     */
    public List<?> axe(int least) throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            run(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>) Objects.requireNonNull(driver.executeAsyncScript("""
                const least = arguments[0];
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations', 'passes']}).then(result => done(
                  result.violations
                    .map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | '))
                    .concat(result.passes.find(p => p.id === 'color-contrast').nodes.length > least
                      ? [] : ['axe looked at next to no text'])));
                """, least));
    }

    /** Takes a picture of what is in the window. */
    public void picture(Path file) throws Exception {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Takes a picture of the page from top to end, up to a height. */
    public void whole(Path file, int width, int most) throws Exception {
        long height = Math.min(most, number("document.documentElement.scrollHeight"));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", (int) height, "deviceScaleFactor", 1, "mobile", false));
        picture(file);
    }

    @Override
    public void close() {
        driver.quit();
    }
}

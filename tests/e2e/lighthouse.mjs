// Looks at one page with Lighthouse, as a telephone would see it, and writes what it found as JSON.
// node lighthouse.mjs <address> <chromium> <slowdown of the processor>

import * as launcher from "chrome-launcher";
import lighthouse from "lighthouse";

const [address, chromePath, slowdown] = process.argv.slice(2);
const chromeFlags = [
  "--headless=new",
  "--disable-dev-shm-usage",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];
// Chromium's sandbox needs a user other than root; build machines have only root.
if (process.geteuid() === 0) chromeFlags.push("--no-sandbox");

const chrome = await launcher.launch({ chromePath, chromeFlags });
try {
  const { lhr } = await lighthouse(address, {
    port: chrome.port,
    output: "json",
    logLevel: "error",
    onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
    // Lighthouse's own mobile line: 1.6 Mbit/s and 150 ms there and back.
    throttling: {
      rttMs: 150,
      throughputKbps: 1638.4,
      requestLatencyMs: 562.5,
      downloadThroughputKbps: 1474.56,
      uploadThroughputKbps: 675,
      cpuSlowdownMultiplier: Number(slowdown),
    },
  });
  const value = (name) => lhr.audits[name].numericValue;
  const wanting = Object.values(lhr.categories).flatMap((category) =>
    category.auditRefs
      .filter((one) => one.weight > 0 && lhr.audits[one.id].score !== null && lhr.audits[one.id].score < 1)
      .map((one) => `${category.id}: ${one.id} ${lhr.audits[one.id].score} ${lhr.audits[one.id].displayValue ?? ""}`),
  );
  const found = {
    scores: Object.fromEntries(Object.values(lhr.categories).map((one) => [one.id, Math.round(100 * one.score)])),
    lcp: value("largest-contentful-paint"),
    cls: value("cumulative-layout-shift"),
    tbt: value("total-blocking-time"),
    bytes: value("total-byte-weight"),
    speed: lhr.environment.benchmarkIndex,
    wanting,
  };
  process.stdout.write(JSON.stringify(found));
} finally {
  await chrome.kill();
}

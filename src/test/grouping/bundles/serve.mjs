// Serves the folder that is named first, and runs its page in Chromium.
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { chromium } from "playwright-core";

const folder = process.argv[2];
const site = createServer(async (request, response) => {
  const path = request.url === "/" ? "/index.html" : request.url.split("?")[0];
  try {
    const body = await readFile(folder + path);
    response.setHeader("content-type", path.endsWith(".js") ? "text/javascript" : "text/html").end(body);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, "127.0.0.1");
await once(site, "listening");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${site.address().port}/`);
  await page.waitForFunction(() => window.run, null, { timeout: 120_000 });
  await page.evaluate(([dsn, number]) => window.run(dsn, number), [process.env.SENTRY_DSN, Number(process.env.VARIANT)]);
} finally {
  await browser.close();
  site.close();
}

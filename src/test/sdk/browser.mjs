// Bundles page.js, serves it and runs it in headless Chromium; prints the ids of its events as one line of JSON.
import { createServer } from "node:http";
import { once } from "node:events";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const bundle = await build({ entryPoints: ["page.js"], bundle: true, format: "iife", write: false });
const script = bundle.outputFiles[0].contents;
const site = createServer((request, response) => {
  if (request.url === "/page.js") {
    response.setHeader("content-type", "text/javascript").end(script);
  } else {
    response.setHeader("content-type", "text/html").end("<!doctype html><title>Shop</title><script src=/page.js></script>");
  }
}).listen(0, "127.0.0.1");
await once(site, "listening");

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
try {
  const page = await browser.newPage();
  page.on("console", (message) => console.error(message.text()));
  await page.goto(`http://localhost:${site.address().port}/shop`);
  const ids = await page.evaluate(
    ([dsn, scenario]) => window.run(dsn, scenario),
    [process.env.SENTRY_DSN, process.argv[2]],
  );
  console.log(JSON.stringify(ids));
} finally {
  await browser.close();
  site.close();
}

// Bundles page.mjs under a hashed name, as a release does, serves it from a path of its own and runs it in Chromium.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const variant = Number(process.env.VARIANT);
const bundle = await build({ entryPoints: ["page.mjs"], bundle: true, format: "iife", write: false });
const script = bundle.outputFiles[0].contents;
const hash = createHash("sha1").update(script).digest("hex").slice(0, 8);
const path = `/assets/v${variant}/page.${hash}.js`;
const site = createServer((request, response) => {
  if (request.url === path) {
    response.setHeader("content-type", "text/javascript").end(script);
  } else {
    response.setHeader("content-type", "text/html").end(`<!doctype html><title>Shop</title><script src=${path}></script>`);
  }
}).listen(0, "127.0.0.1");
await once(site, "listening");
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${site.address().port}/shop/${variant}`);
  await page.evaluate(([dsn, number]) => window.run(dsn, number), [process.env.SENTRY_DSN, variant]);
} finally {
  await browser.close();
  site.close();
}

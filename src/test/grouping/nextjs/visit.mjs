// Starts the shop, asks its routes, and runs its page in Chromium.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { chromium } from "playwright-core";

const probe = createServer().listen(0, "127.0.0.1");
await once(probe, "listening");
const { port } = probe.address();
await new Promise((resolve) => probe.close(resolve));
const environment = { ...process.env, NODE_OPTIONS: "--import ./sentry.mjs", NEXT_TELEMETRY_DISABLED: "1" };
const shop = spawn("node", ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)], {
  env: environment,
  stdio: ["ignore", "pipe", "inherit"],
});
let browser;
try {
  await new Promise((resolve, reject) => {
    shop.stdout.on("data", (text) => String(text).includes("Ready") && resolve());
    shop.on("exit", reject);
  });
  const number = 1 + Number(process.env.VARIANT) * 7919;
  for (const path of [`orders?number=${number}`, `users?number=${number}`, "flush"]) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  }
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  await page.goto(`http://localhost:${port}/`);
  await page.waitForFunction(() => window.run, null, { timeout: 120_000 });
  await page.evaluate(([dsn, order]) => window.run(dsn, order), [process.env.SENTRY_DSN, number]);
} finally {
  await browser?.close();
  shop.kill();
}

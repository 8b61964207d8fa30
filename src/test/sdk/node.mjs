// A program that reports what it does through @sentry/node; prints the ids of its events as one line of JSON.
import * as Sentry from "@sentry/node";
import { backOff, report } from "./shop.mjs";

function reportInASession() {
  Sentry.startSession();
  const ids = report(Sentry, "POST /pay");
  Sentry.endSession();
  return ids;
}

Sentry.init({
  dsn: process.env.SENTRY_DSN,
  release: "shop@1.2.3",
  dist: "77",
  environment: "staging",
  serverName: "till-1",
});
const ids = process.argv[2] === "backOff" ? await backOff(Sentry) : reportInASession();
if (!(await Sentry.close(10_000))) {
  throw new Error("not everything was sent in time");
}
console.log(JSON.stringify(ids));

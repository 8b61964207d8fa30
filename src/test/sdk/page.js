// What a page does through @sentry/browser; bundled, and run by browser.mjs, which hands over the DSN.
import * as Sentry from "@sentry/browser";
import { backOff, chargeCard, report } from "./shop.mjs";

/** Thrown where nobody catches it, as most errors of a page are. */
function throwUncaught() {
  return new Promise((resolve) => {
    const stop = Sentry.getClient().on("beforeSendEvent", (event) => {
      stop();
      resolve(event.event_id);
    });
    setTimeout(function clickedPay() {
      chargeCard(45);
    });
  });
}

async function reportAlsoUncaught() {
  const ids = report(Sentry, "/pay");
  ids.uncaught = await throwUncaught();
  return ids;
}

/** When a page is hidden, the client tells what it threw away. */
function goToAnotherTab() {
  Object.defineProperty(document, "visibilityState", { value: "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}

async function backOffAndLeave() {
  const ids = await backOff(Sentry);
  goToAnotherTab();
  return ids;
}

window.run = async (dsn, scenario) => {
  Sentry.init({ dsn, release: "shop@1.2.3", dist: "77", environment: "staging" });
  const ids = scenario === "backOff" ? await backOffAndLeave() : await reportAlsoUncaught();
  if (!(await Sentry.flush(10_000))) {
    throw new Error("not everything was sent in time");
  }
  return ids;
};

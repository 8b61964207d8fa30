// What a page does through @sentry/browser; bundled, and run by browser.mjs, which hands over the DSN.
import * as Sentry from "@sentry/browser";

const BACK_OFF_TRIES = 3;

function chargeCard(order) {
  throw new TypeError(`cannot charge order ${order}`);
}

function pay(order) {
  try {
    reachBank();
  } catch (cause) {
    throw new Error(`payment of order ${order} failed`, { cause });
  }
}

function reachBank() {
  throw new RangeError("port 99999 is out of range");
}

function thrownBy(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

function everyByte() {
  return new Uint8Array([
    ...Array(256).keys(),
    ...new TextEncoder().encode('\n{"type":"event"}\n{}\n'),
  ]);
}

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

async function report() {
  const ids = {};
  ids.message = Sentry.captureMessage(Sentry.parameterize`stock of ${"milk"} is low: ${3}`, "warning");
  ids.error = Sentry.captureException(thrownBy(() => chargeCard(42)));
  ids.chained = Sentry.captureException(thrownBy(() => pay(43)));
  Sentry.withScope((scope) => {
    scope.addBreadcrumb({ category: "cart", message: "milk added", level: "info", data: { count: 2 } });
    scope.addBreadcrumb({ type: "http", category: "fetch", level: "error", data: { url: "/pay", status_code: 502 } });
    scope.setTags({ region: "eu-1", shard: 7, "with space": true });
    scope.setUser({ id: "u-7", email: "ann@shop.example", username: "ann" });
    scope.setExtra("cart_size", 3);
    scope.setContext("order", { number: 42, total: 12.5 });
    scope.setTransactionName("/pay");
    scope.setFingerprint(["{{ default }}", "tenant-7"]);
    ids.scoped = Sentry.captureException(thrownBy(() => chargeCard(44)));
  });
  Sentry.withScope((scope) => {
    scope.addAttachment({ filename: "cart.bin", data: everyByte(), contentType: "application/x-cart" });
    ids.attached = Sentry.captureMessage("with a file");
  });
  ids.uncaught = await throwUncaught();
  return ids;
}

/** When a page is hidden, the client tells what it threw away. */
function goToAnotherTab() {
  Object.defineProperty(document, "visibilityState", { value: "hidden" });
  document.dispatchEvent(new Event("visibilitychange"));
}

async function backOff() {
  const ids = { first: Sentry.captureMessage("the last or one too many") };
  await Sentry.flush(10_000);
  for (let i = 0; i < BACK_OFF_TRIES; i++) {
    Sentry.captureMessage(`never sent ${i}`);
  }
  await Sentry.flush(10_000);
  goToAnotherTab();
  return ids;
}

window.run = async (dsn, scenario) => {
  Sentry.init({ dsn, release: "shop@1.2.3", dist: "77", environment: "staging" });
  const ids = scenario === "backOff" ? await backOff() : await report();
  if (!(await Sentry.flush(10_000))) {
    throw new Error("not everything was sent in time");
  }
  return ids;
};

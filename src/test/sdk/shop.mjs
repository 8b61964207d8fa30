// What node.mjs and page.js both report; each hands over its own client.
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

function report(Sentry, transaction) {
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
    scope.setTransactionName(transaction);
    scope.setFingerprint(["{{ default }}", "tenant-7"]);
    ids.scoped = Sentry.captureException(thrownBy(() => chargeCard(44)));
  });
  Sentry.withScope((scope) => {
    scope.addAttachment({ filename: "cart.bin", data: everyByte(), contentType: "application/x-cart" });
    ids.attached = Sentry.captureMessage("with a file");
  });
  return ids;
}

/** What it threw away by the end is told when the client closes, or its page is hidden. */
async function backOff(Sentry) {
  const ids = { first: Sentry.captureMessage("the last or one too many") };
  await Sentry.flush(10_000);
  for (let i = 0; i < BACK_OFF_TRIES; i++) {
    Sentry.captureMessage(`never sent ${i}`);
  }
  await Sentry.flush(10_000);
  return ids;
}

export { backOff, chargeCard, report };

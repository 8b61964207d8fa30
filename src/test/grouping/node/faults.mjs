// Runs into each of its faults once, with what the variant makes of lines, values and timers; each is named by a tag.
import * as bank from "./bank.mjs";
import * as stock from "./stock.mjs";

// SHIFT
export async function faults(Sentry, variant) {
  let state = variant * 7919 + 1;
  const random = (below) => (state = (state * 48271) % 2147483647) % below;
  const order = () => 1 + random(99_999);
  const host = () => `10.${random(255)}.${random(255)}.7:${1024 + random(60_000)}`;
  const hex = (digits) => Array.from({ length: digits }, () => random(16).toString(16)).join("");
  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;

  async function captured(name, work) {
    try {
      // SHIFT
      await work();
    } catch (error) {
      Sentry.withScope((scope) => {
        scope.setTag("fault", name);
        Sentry.captureException(error);
      });
    }
  }

  function said(name, say) {
    Sentry.withScope((scope) => {
      scope.setTag("fault", name);
      say();
    });
  }

  const later = (work) => new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(work());
      } catch (error) {
        reject(error);
      }
    }, random(9));
  });

  await captured("charge", () => bank.charge(order(), 12));
  await captured("charge timed out", () => bank.charge(order(), -order()));
  await captured("refund", () => bank.refund(order(), 12));
  await captured("refund by a timer", () => later(() => bank.refund(order(), 5)));
  await captured("bank away", () => bank.pay(order(), host()));
  await captured("bank closed", () => bank.payOnHoliday(order()));
  await captured("row locked", () => stock.lock(order()));
  await captured("shelf empty", () => stock.count(uuid(), 3 + random(5)));
  await captured("prices unreadable", () => stock.priceList("{".repeat(1 + random(9))));
  await captured("delivery unreadable", () => stock.delivery("{".repeat(1 + random(9))));
  await captured("price of nothing", () => stock.total([{ amount: order() }, {}]));
  await captured("unknown item", () => stock.find({}, order()));
  await captured("two tasks failed", async () => {
    const tasks = [later(() => bank.charge(order(), 9)), later(() => bank.reach(host()))];
    return Promise.any(random(2) ? tasks : tasks.reverse());
  });
  said("no answer", () => Sentry.captureMessage(Sentry.parameterize`no answer from ${host()} in ${order()} s`, "error"));
  said("no answer at all", () => Sentry.captureMessage(Sentry.parameterize`no answer at all from ${host()}`, "error"));
  said("lease over", () => Sentry.captureMessage(`lease ${uuid()} of user ${order()} is over`));
  said("lease refused", () => Sentry.captureMessage(`lease ${uuid()} of user ${order()} was refused`));
}

// Runs into each of its faults once, with what the variant makes of values and depths; each is named by a tag.
import * as bank from "./bank.js";
import * as circles from "./circles.js";

// SHIFT
export async function faults(Sentry, variant) {
  let state = variant * 7919 + 1;
  const random = (below) => (state = (state * 48271) % 2147483647) % below;
  const order = () => 1 + random(99_999);

  async function captured(fault, work) {
    try {
      await work();
    } catch (error) {
      Sentry.withScope((scope) => {
        scope.setTag("fault", fault);
        Sentry.captureException(error);
      });
    }
  }

  await captured("charge", () => bank.charge(order()));
  await captured("refund", () => bank.refund(order()));
  await captured("till of a class", () => new bank.Till(order()).open());
  await captured("safe of a class", () => new bank.Safe(order()).open());
  await captured("price of nothing", () => bank.total([{ amount: order() }, {}]));
  await captured("paid to a host away", () => bank.pay(order(), () => bank.reach(order())));
  await captured("paid for a row locked", () => bank.pay(order(), () => bank.locked(order())));
  await captured("slow", () => bank.slow(order()));
  await captured("checkout in a chunk", async () => (await import("./checkout.js")).checkout(order()));
  await captured("cart in a chunk", async () => (await import("./cart.js")).cart(order()));
  await captured("circle of one", () => circles.walk(40 + variant * 7));
  await captured("circle of two", () => circles.ping(40 + variant));
  await captured("circle of three", () => circles.trunk(40 + variant));
}

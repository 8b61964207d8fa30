// What can go wrong at the bank.
// SHIFT
export class PaymentFailed extends Error {
  name = "PaymentFailed";
}

export class BankClosed extends Error {
  name = "BankClosed";
}

export function charge(order, amount) {
  // SHIFT
  if (amount < 0) {
    throw new RangeError(`bank said nothing about order ${order} for ${-amount} ms`);
  }
  throw new TypeError(`cannot charge ${amount} for order ${order}`);
}

export function refund(order, amount) {
  throw new TypeError(`cannot refund ${amount} of order ${order}`);
}

export function reach(host) {
  // SHIFT
  throw new URIError(`no route to ${host}`);
}

export function pay(order, host) {
  try {
    reach(host);
  } catch (cause) {
    throw new PaymentFailed(`payment of order ${order} failed`, { cause });
  }
}

export function payOnHoliday(order) {
  try {
    throw new BankClosed(`closed until 2026-12-${10 + (order % 18)}`);
  } catch (cause) {
    // SHIFT
    throw new PaymentFailed(`payment of order ${order} failed`, { cause });
  }
}

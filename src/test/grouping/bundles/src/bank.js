// What can go wrong at the bank. It is written so that a minifier does not put it into its callers.
// SHIFT
export class PaymentFailed extends Error {
  name = "PaymentFailed";
}

export class Till {
  constructor(order) {
    this.order = order;
  }

  open() {
    // SHIFT
    throw new RangeError(`till does not open for order ${this.order}`);
  }
}

export class Safe {
  constructor(order) {
    this.order = order;
  }

  open() {
    throw new RangeError(`safe does not open for order ${this.order}`);
  }
}

export function charge(order) {
  if (order > 0) {
    throw new TypeError(`cannot charge order ${order}`);
  }
  return charge(order + 1);
}

export function refund(order) {
  // SHIFT
  if (order > 0) {
    throw new TypeError(`cannot refund order ${order}`);
  }
  return refund(order + 1);
}

export function total(prices) {
  return prices.map((price) => price.amount.toFixed(2));
}

export function reach(host) {
  throw new URIError(`no route to 10.0.7.${host}`);
}

export function locked(row) {
  throw new EvalError(`row ${row} is locked`);
}

export function pay(order, work) {
  try {
    work();
  } catch (cause) {
    throw new PaymentFailed(`payment of order ${order} failed`, { cause });
  }
}

export async function slow(order) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  // SHIFT
  throw new Error(`order ${order} is slow`);
}

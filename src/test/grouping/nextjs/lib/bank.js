// SHIFT
export function charge(order) {
  if (order > 0) throw new TypeError(`cannot charge order ${order}`);
  return charge(order + 1);
}

export function refund(order) {
  if (order > 0) throw new TypeError(`cannot refund order ${order}`);
  return refund(order + 1);
}

export function total(prices) {
  return prices.map((price) => price.amount.toFixed(2));
}

// SHIFT
export function cart(order) {
  if (order > 0) throw new RangeError(`cart of order ${order} is refused`);
  return cart(order + 1);
}

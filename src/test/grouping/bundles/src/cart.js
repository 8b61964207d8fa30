// A part that is loaded when it is asked for.
// SHIFT
function refused(order) {
  if (order > 0) {
    throw new RangeError(`cart of order ${order} is refused`);
  }
  return refused(order + 1);
}

export async function cart(order) {
  return [order].map((each) => refused(each));
}

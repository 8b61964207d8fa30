// A part that is loaded when it is asked for.
// SHIFT
function refused(order) {
  if (order > 0) {
    throw new RangeError(`checkout of order ${order} is refused`);
  }
  return refused(order + 1);
}

export async function checkout(order) {
  return [order].map((each) => refused(each));
}

import { charge } from "../../../lib/bank";

// SHIFT
function opened(number) {
  if (number > 0) throw new RangeError(`number ${number} of orders does not open`);
  return opened(number + 1);
}

export async function GET(request) {
  const number = Number(request.nextUrl.searchParams.get("number"));
  globalThis.captured("orders: opened", () => opened(number));
  globalThis.captured("orders: charge", () => charge(number));
  globalThis.captured("orders: read", () => [number].map((each) => JSON.parse("{".repeat(1 + (each % 9)))));
  return Response.json({});
}

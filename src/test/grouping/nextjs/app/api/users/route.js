import { charge } from "../../../lib/bank";

// SHIFT
function opened(number) {
  if (number > 0) throw new RangeError(`number ${number} of users does not open`);
  return opened(number + 1);
}

export async function GET(request) {
  const number = Number(request.nextUrl.searchParams.get("number"));
  globalThis.captured("users: opened", () => opened(number));
  globalThis.captured("users: charge", () => charge(number));
  globalThis.captured("users: read", () => [number].map((each) => JSON.parse("{".repeat(1 + (each % 9)))));
  return Response.json({});
}

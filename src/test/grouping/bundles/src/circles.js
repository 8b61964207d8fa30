// Recursion: of one function, and in circles of two and three; each ends anywhere in its circle. V8 tells ten frames.
export function walk(depth) {
  if (depth === 0) throw new Error("walked too deep");
  return walk(depth - 1) + 1;
}

export function ping(depth) {
  if (depth === 0) throw new Error("played too long");
  return pong(depth - 1) + 1;
}

// SHIFT
export function pong(depth) {
  if (depth === 0) throw new Error("played too long");
  return ping(depth - 1) + 1;
}

function bottom() {
  throw new Error("there is no more");
}

export const trunk = (depth) => (depth === 0 ? bottom() : branch(depth - 1) + 1);
const branch = (depth) => (depth === 0 ? bottom() : leaf(depth - 1) + 1);
const leaf = (depth) => (depth === 0 ? bottom() : trunk(depth - 1) + 1);

// Recursion that ends anywhere in its circle, wrappers and their causes, and names that V8 makes up.
import * as Sentry from "@sentry/node";

// SHIFT
const variant = Number(process.env.VARIANT);
let state = variant * 7919 + 1;
const random = (below) => (state = (state * 48271) % 2147483647) % below;
const order = () => 1 + random(99_999);

class TooDeep extends Error {
  name = "TooDeep";
}

class PaymentFailed extends Error {
  name = "PaymentFailed";
}

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

function walk(depth) {
  if (depth === 0) throw new TooDeep("walked too deep");
  return walk(depth - 1) + 1;
}

function ping(depth) {
  if (depth === 0) throw new TooDeep("played too long");
  return pong(depth - 1) + 1;
}

// SHIFT
function pong(depth) {
  if (depth === 0) throw new TooDeep("played too long");
  return ping(depth - 1) + 1;
}

function tick(depth) {
  if (depth === 0) throw new TooDeep("played too long");
  return tock(depth - 1) + 1;
}

function tock(depth) {
  if (depth === 0) throw new TooDeep("played too long");
  return tick(depth - 1) + 1;
}

const endless = { begin: (depth) => endless.end(depth + 1) + 1, end: (depth) => endless.begin(depth + 1) + 1 };

function bottom() {
  throw new TooDeep("there is no more");
}

const trunk = (depth) => (depth === 0 ? bottom() : [depth].map((each) => branch(each - 1))[0]);
const branch = (depth) => (depth === 0 ? bottom() : leaf(depth - 1) + 1);
// SHIFT
const leaf = (depth) => (depth === 0 ? bottom() : trunk(depth - 1) + 1);

class Parser {
  statement = (depth) => (depth === 0 ? bottom() : this.expression(depth - 1) + 1);
  expression(depth) {
    return depth === 0 ? bottom() : this.term(depth - 1) + 1;
  }
  term(depth) {
    return depth === 0 ? bottom() : this.#factor(depth - 1) + 1;
  }
  #factor(depth) {
    return depth === 0 ? bottom() : this.group(depth - 1) + 1;
  }
  group(depth) {
    return depth === 0 ? bottom() : Parser.block(this, depth - 1) + 1;
  }
  static block(parser, depth) {
    return depth === 0 ? bottom() : parser.statement(depth - 1) + 1;
  }
}

function reach() {
  throw new URIError(`no route to 10.0.7.${random(255)}`);
}

function locked() {
  // SHIFT
  throw new RangeError(`row ${order()} is locked`);
}

function pay(work) {
  try {
    work();
  } catch (cause) {
    throw new PaymentFailed(`payment of order ${order()} failed`, { cause });
  }
}

function payTwice(work) {
  try {
    pay(work);
  } catch (cause) {
    throw new Error(`order ${order()} failed for good`, { cause });
  }
}

// React's words, around what really happened.
function recovered(work) {
  try {
    work();
  } catch (cause) {
    throw new Error(
      "There was an error during concurrent rendering but React was able to recover by instead synchronously rendering the entire root.",
      { cause },
    );
  }
}

const made = (name) => ({ [name]: class extends PaymentFailed {} })[name];
const getter = { get price() { throw new TypeError(`order ${order()} has no price`); } };

Sentry.init({ dsn: process.env.SENTRY_DSN });
await captured("circle of one", () => walk(40 + variant * 7));
await captured("circle of two", () => ping(40 + variant));
await captured("another circle of two", () => tick(40 + variant));
await captured("circle of two without an end", () => (variant % 2 ? endless.begin(0) : endless.end(0)));
await captured("circle of three", () => trunk(40 + variant));
await captured("circle of six", () => new Parser().statement(40 + variant));
await captured("paid to a host away", () => pay(reach));
await captured("paid for a row locked", () => pay(locked));
await captured("paid twice to a host away", () => payTwice(reach));
// SHIFT
await captured("paid twice for a row locked", () => payTwice(locked));
await captured("React recovered of a host away", () => recovered(reach));
await captured("React recovered of a row locked", () => recovered(locked));
await captured("declined by a made up type", () => { throw new (made("Declined"))(`order ${order()}`); });
await captured("getter", () => getter.price);
await captured("function of a text", () => new Function("order", "throw new SyntaxError('order ' + order)")(order()));
await captured("evaluated", () => eval(`(() => { throw new EvalError("order ${order()}"); })()`));
await captured("async iteration", async () => { for await (const each of (async function* () { yield 1; reach(); })()) order(each); });
await Sentry.close(20_000);

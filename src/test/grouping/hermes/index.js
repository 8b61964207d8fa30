// Runs into each of its faults once; writes one a line. What is written as generators is what Babel makes of async functions.
// SHIFT
var state = variant * 7919 + 1;
function order() {
  state = (state * 48271) % 2147483647;
  return 1 + (state % 99999);
}

function captured(fault, work) {
  try {
    work();
  } catch (error) {
    print(JSON.stringify({ fault: fault, type: error.name, value: error.message, stack: error.stack }));
  }
}

var cart = {
  onPress: function* () {
    yield 1;
    throw new RangeError("cart of order " + order() + " is not to be bought");
  },
  onSubmit: function* () {
    yield 1;
    throw new RangeError("cart of order " + order() + " is not to be sent");
  },
};

function spawned(generator) {
  var running = generator();
  while (!running.next().done);
}

function* loaded() {
  throw new TypeError("order " + order() + " is not loaded");
}

function* stored() {
  yield order();
  throw new TypeError("order " + order() + " is not stored");
}

function charge(number) {
  throw new Error("cannot charge order " + number);
}

function refund(number) {
  throw new Error("cannot refund order " + number);
}

function total(prices) {
  return prices.map(function (price) {
    return price.amount.toFixed(2);
  });
}

function walk(depth) {
  if (depth === 0) throw new Error("walked too deep");
  return walk(depth - 1) + 1;
}

function ping(depth) {
  if (depth === 0) throw new Error("played too long");
  return pong(depth - 1) + 1;
}

// SHIFT
function pong(depth) {
  if (depth === 0) throw new Error("played too long");
  return ping(depth - 1) + 1;
}

function tick(depth) {
  if (depth === 0) throw new Error("played too long");
  return tock(depth - 1) + 1;
}

function tock(depth) {
  if (depth === 0) throw new Error("played too long");
  return tick(depth - 1) + 1;
}

captured("pressed in a generator", function () { spawned(cart.onPress); });
captured("submitted in a generator", function () { spawned(cart.onSubmit); });
captured("loaded in a generator", function () { spawned(loaded); });
captured("stored in a generator", function () { spawned(stored); });
captured("charge", function () { charge(order()); });
captured("refund", function () { refund(order()); });
captured("price of nothing", function () { total([{ amount: order() }, {}]); });
captured("circle of one", function () { walk(40 + variant * 7); });
captured("circle of two", function () { ping(40 + variant); });
captured("another circle of two", function () { tick(40 + variant); });

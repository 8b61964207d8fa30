// What can go wrong in the stock.
// SHIFT
export const rows = new Proxy(
  {},
  {
    get(_, row) {
      throw new Error(`row ${row} is locked`);
    },
  },
);

export function lock(row) {
  return rows[row];
}

export function count(shelf, depth) {
  if (depth === 0) {
    throw new Error(`shelf ${shelf} is empty`);
  }
  // SHIFT
  return count(shelf, depth - 1) + 1;
}

export function priceList(text) {
  return JSON.parse(text);
}

export function delivery(text) {
  // SHIFT
  return JSON.parse(text);
}

export function total(prices) {
  return prices.map((price) => price.amount.toFixed(2));
}

export function find(items, key) {
  return items[key].name;
}

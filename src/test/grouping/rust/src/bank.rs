//! What can go wrong at the bank.
use anyhow::{bail, Context, Result};

// SHIFT
pub struct Till(pub u64);
pub struct Safe(pub u64);
pub struct Ledger(pub u64);

pub trait Opens {
    fn open(&self);
}

impl Opens for Till {
    fn open(&self) {
        // SHIFT
        panic!("till does not open for order {}", self.0)
    }
}

impl Opens for Safe {
    fn open(&self) {
        panic!("safe does not open for order {}", self.0)
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        panic!("ledger of order {} is not closed", self.0)
    }
}

pub fn opened(what: &dyn Opens) {
    what.open()
}

pub fn charge(order: u64) {
    // SHIFT
    panic!("cannot charge order {order}")
}

pub fn refund(order: u64) {
    panic!("cannot refund order {order}")
}

pub fn charge_each(orders: &[u64]) {
    orders.iter().for_each(|order| {
        // SHIFT
        panic!("order {order} is not to be charged")
    })
}

pub fn refund_each(orders: &[u64]) {
    orders.iter().for_each(|order| Some(order).into_iter().for_each(|each| panic!("order {each} is not to be refunded")))
}

pub fn weighed<T: std::fmt::Display>(item: T) {
    panic!("item {item} has no weight")
}

pub fn unwrapped(text: &str) -> i8 {
    text.repeat(9).parse().unwrap()
}

pub fn expected(order: Option<u64>) -> u64 {
    // SHIFT
    order.expect("an order")
}

pub fn picked(orders: &[u64], at: usize) -> u64 {
    orders[at]
}

pub fn shared(amount: u64, people: u64) -> u64 {
    amount / people
}

pub fn boxed(order: u64) -> Box<dyn Fn()> {
    Box::new(move || panic!("box of order {order} is shut"))
}

pub fn reach(host: &str) -> Result<()> {
    // SHIFT
    bail!("no route to {host}")
}

pub fn locked(row: u64) -> Result<()> {
    bail!("row {row} is locked")
}

pub fn pay(order: u64, work: impl FnOnce() -> Result<()>) -> Result<()> {
    work().with_context(|| format!("payment of order {order} failed"))
}

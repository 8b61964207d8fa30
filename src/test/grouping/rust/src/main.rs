//! Runs into each of its faults once, with what VARIANT makes of lines, values and depths; each is named by a tag.
mod bank;
mod circles;

use std::cell::Cell;
use std::panic::{catch_unwind, AssertUnwindSafe};

// SHIFT
struct Chance(Cell<u64>);

impl Chance {
    fn below(&self, bound: u64) -> u64 {
        self.0.set(self.0.get().wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407));
        (self.0.get() >> 33) % bound
    }

    fn order(&self) -> u64 {
        1 + self.below(99_999)
    }

    fn host(&self) -> String {
        format!("10.{}.{}.7:{}", self.below(255), self.below(255), 1024 + self.below(60_000))
    }
}

fn tagged<T>(fault: &str, work: impl FnOnce() -> T) -> T {
    sentry::with_scope(|scope| scope.set_tag("fault", fault), work)
}

fn captured<T>(fault: &str, work: impl FnOnce() -> T) {
    tagged(fault, || {
        let _ = catch_unwind(AssertUnwindSafe(work));
    });
}

fn failed<T>(fault: &str, work: impl FnOnce() -> anyhow::Result<T>) {
    tagged(fault, || {
        if let Err(error) = work() {
            sentry::integrations::anyhow::capture_anyhow(&error);
        }
    });
}

fn main() {
    let variant: u64 = std::env::var("VARIANT").unwrap().parse().unwrap();
    let dsn = std::env::var("SENTRY_DSN").unwrap();
    let mut options = sentry::ClientOptions::default();
    options.in_app_include = vec!["shop"];
    let _client = sentry::init((dsn, options));
    let chance = Chance(Cell::new(variant + 7));
    captured("charge", || bank::charge(chance.order()));
    captured("refund", || bank::refund(chance.order()));
    captured("charge in a closure", || bank::charge_each(&[chance.order()]));
    captured("refund in a closure in a closure", || bank::refund_each(&[chance.order()]));
    captured("till by a trait", || bank::opened(&bank::Till(chance.order())));
    captured("safe by a trait", || bank::opened(&bank::Safe(chance.order())));
    captured("generic of a number", || bank::weighed(chance.order()));
    // SHIFT
    captured("unwrapped", || bank::unwrapped(&chance.order().to_string()));
    captured("expected", || bank::expected(None));
    captured("out of range", || bank::picked(&[], chance.order() as usize));
    captured("divided by nothing", || bank::shared(chance.order(), 0));
    captured("boxed", || bank::boxed(chance.order())());
    captured("on drop", || drop(bank::Ledger(chance.order())));
    captured("in a thread", || {
        let hub = sentry::Hub::current();
        let order = chance.order();
        let _ = std::thread::spawn(move || sentry::Hub::run(hub, || bank::refund(order))).join();
    });
    failed("paid to a host away", || bank::pay(chance.order(), || bank::reach(&chance.host())));
    failed("paid for a row locked", || bank::pay(chance.order(), || bank::locked(chance.order())));
    captured("circle of one", || { circles::walk(40 + variant * 7); });
    captured("circle of two", || { circles::ping(40 + variant); });
    captured("another circle of two", || { circles::tick(40 + variant); });
    captured("circle of three", || { circles::trunk(40 + variant); });
    captured("circle of six", || { circles::statement(40 + variant); });
}

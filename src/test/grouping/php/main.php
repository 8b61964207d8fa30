<?php
// Runs into each of its faults once, with what VARIANT makes of lines, values and depths; each is named by a tag.
require __DIR__ . '/sentry.php';
require __DIR__ . '/src/Bank.php';
require __DIR__ . '/src/circles.php';

use App\Bank;

// SHIFT
$variant = (int) getenv('VARIANT');
mt_srand($variant);
function order(): int
{
    return mt_rand(1, 99999);
}
function host(): string
{
    return '10.' . mt_rand(0, 255) . '.' . mt_rand(0, 255) . '.7:' . mt_rand(1024, 60000);
}
$bank = new Bank();
captured('charge', fn () => $bank->charge(order()));
captured('refund', fn () => $bank->refund(order()));
captured('charge in a closure', fn () => $bank->chargeEach([order(), 2]));
captured('refund in an arrow function', fn () => $bank->refundEach([order(), 2]));
captured('sort in a closure in a closure', fn () => $bank->sorted([order(), order(), 3]));
captured('till of an anonymous class', fn () => $bank->till()->open(order()));
captured('safe of an anonymous class', fn () => $bank->safe()->open(order()));
captured('declined by an anonymous type', fn () => $bank->declined(order()));
captured('unplugged by an anonymous type', fn () => $bank->unplugged(order()));
captured('method that is not there', fn () => $bank->lend(order()));
captured('lines of a generator', fn () => iterator_to_array($bank->lines(order())));
// SHIFT
captured('paid to a host away', fn () => $bank->pay(order(), fn () => Bank::reach(host())));
captured('paid for a row locked', fn () => $bank->pay(order(), fn () => Bank::locked(order())));
captured('evaluated', fn () => eval('return intdiv(' . order() . ', 0);'));
captured('too many arguments', fn () => (new ReflectionMethod($bank, 'refund'))->invoke($bank, 'x' . order()));
captured('circle of one', fn () => App\walk(40 + $variant * 7));
captured('circle of two', fn () => App\ping(40 + $variant));
captured('another circle of two', fn () => App\tick(40 + $variant));
captured('circle of three', fn () => (new App\Tree())->node(40 + $variant));
captured('circle of six', fn () => (new App\Parser())->statement(40 + $variant));
said('no answer', 'no answer from %s in %d s', [host(), order()]);
said('no answer at all', 'no answer at all from %s', [host()]);

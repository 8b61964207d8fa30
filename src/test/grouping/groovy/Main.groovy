// Runs into each of its faults once, with what VARIANT makes of lines, values and depths; each is named by a tag.
package shop

import static corpus.Client.captured
import static corpus.Client.host
import static corpus.Client.order

import corpus.Client

// SHIFT
class Main {
    static void main(String[] arguments) {
        Client.open()
        int variant = Client.VARIANT
        def bank = new Bank()
        def circles = new Circles()
        captured("charge") { bank.charge(order()) }
        captured("refund") { bank.refund(order()) }
        captured("charge in a closure") { bank.chargeEach([order()]) }
        captured("refund in a closure in a closure") { bank.refundEach([order()]) }
        captured("closure compiled statically") { bank.compiledEach([order()]) }
        captured("till of an anonymous class") { bank.till().open(order()) }
        captured("safe of a closure") { bank.safe().open(order()) }
        captured("method that is not there") { bank.missing(order()) }
        captured("property that is not there") { bank.missingProperty() }
        captured("method of nothing") { bank.ofNothing(order()) }
        captured("method of a trait") { bank.weigh(order()) }
        captured("lazy text") { bank.lazily(order()) }
        captured("curried") { bank.curried(order()) }
        // SHIFT
        captured("sorted by a closure") { bank.sorted([order(), order(), order()]) }
        captured("paid to a host away") { bank.pay(order()) { bank.reach(host()) } }
        captured("paid for a row locked") { bank.pay(order()) { bank.locked(order()) } }
        captured("circle of one") { circles.walk(40 + variant * 7) }
        captured("circle of two") { circles.ping(40 + variant) }
        captured("another circle of two") { circles.tick(40 + variant) }
        captured("circle of three") { circles.trunk(20 + variant) }
        captured("circle of six") { circles.statement(40 + variant) }
        Client.close()
    }
}

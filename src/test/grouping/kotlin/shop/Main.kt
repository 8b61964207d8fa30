// Runs into each of its faults once, with what VARIANT makes of lines, lambdas, values and depths; each is named by a tag.
package shop

import corpus.Client
import corpus.Client.captured
import corpus.Client.host
import corpus.Client.order

fun main() {
    // SHIFT
    Client.open()
    val variant = Client.VARIANT
    val bank = Bank()
    val queue = Queue()
    val circles = Circles()
    captured("charge") { bank.charge(order()) }
    captured("refund by default") { bank.refund(order()) }
    captured("charge in a lambda") { bank.chargeEach(listOf(order())) }
    captured("sorted by a lambda") { bank.sorted(listOf(order(), order())) }
    captured("divided in a lambda in a lambda") { bank.divided(listOf(order())) }
    captured("later in a lambda") { bank.later(order())() }
    captured("too late in a lambda in a lambda") { bank.laterStill(order())()() }
    captured("till of an anonymous object") { bank.till().open(order()) }
    captured("safe of a functional interface") { bank.safe().turn(order()) }
    captured("default method of an interface") { bank.shut(order()) }
    captured("local function") { bank.local(order()) }
    captured("owner not set") { bank.owned() }
    captured("nothing where something was sure") { bank.sure(emptyMap(), order()) }
    captured("cast") { bank.cast(order()) }
    captured("value class") { bank.pay(Amount(order())) }
    captured("lazy property") { bank.vault }
    captured("delegated property") { bank.limit = order() }
    captured("getter") { bank.price }
    captured("sequence") { bank.steps(order()) }
    captured("internal function") { bank.inside(order()) }
    captured("companion") { Bank.founded(order()) }
    captured("object") { Registry.find(order()) }
    captured("extension") { order().weighed() }
    captured("kind") { Cart(order()).kind() }
    captured("reified") { only<String>(listOf(order())) }
    captured("inlined in a lambda") { measured { bank.charge(order()) } }
    captured("method reference") { listOf(order()).map(bank::open) }
    captured("coroutine") { queue.takeAll(order()) }
    captured("coroutine on another thread") { queue.takeElsewhere(order()) }
    captured("coroutine awaited") { queue.takeLater(order()) }
    captured("paid to a host away") { bank.pay(order()) { bank.reach(host()) } }
    captured("paid for a row locked") { bank.pay(order()) { bank.locked(order()) } }
    captured("circle of one") { circles.walk(40 + variant * 25) }
    captured("circle of two") { circles.ping(60 + variant * 25) }
    captured("another circle of two") { circles.tick(60 + variant * 25) }
    captured("circle of three") { circles.trunk(50 + variant * 25) }
    captured("circle of six") { circles.statement(60 + variant * 25) }
    captured("circle of two without an end") { if (variant % 2 == 0) circles.overflow(0) else circles.overflowed(0) }
    Client.close()
}

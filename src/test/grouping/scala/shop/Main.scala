// Runs into each of its faults once, with what VARIANT makes of lines, functions, values and depths; each is named by a tag.
package shop

import corpus.Client
import corpus.Client.{host, order}

object Main:
  private def captured(fault: String)(work: => Any): Unit = Client.captured(fault, () => work)

  def main(arguments: Array[String]): Unit =
    // SHIFT
    Client.open()
    val variant = Client.VARIANT
    val bank = Bank()
    val circles = Circles()
    captured("charge") { bank.charge(order()) }
    captured("refund by default") { bank.refund(order()) }
    captured("charge in a function") { bank.chargeEach(List(order())) }
    captured("divided in a function in a function") { bank.divided(List(order())) }
    captured("comprehended") { bank.comprehended(List(order())) }
    captured("no case") { bank.matched(order()) }
    captured("partial function") { bank.partial(List(order())) }
    captured("later in a function") { bank.later(order())() }
    captured("argument by name") { bank.named(order() / (variant - variant)) }
    captured("till of an anonymous class") { bank.till.open(order()) }
    captured("safe of a function") { bank.safe.turn(order()) }
    captured("method of a trait") { bank.shut(order()) }
    captured("local method") { bank.local(order()) }
    captured("curried") { List(order()).map(bank.curried(_)(0)) }
    captured("none") { bank.none(None) }
    captured("cast") { bank.cast(order()) }
    captured("lazy value") { bank.vault }
    captured("lazy list") { bank.lazily(order()) }
    captured("attempted") { bank.attempted(order()) }
    captured("future") { bank.after(order()) }
    captured("update") { bank(order()) = order() }
    captured("operator") { order() :+: bank }
    captured("object") { Registry.find(order()) }
    captured("companion") { Bank.founded(order()) }
    captured("inlined") { Bank.inlined(order()) }
    captured("extension") { order().weighed }
    captured("opaque type") { Amount(order()).checked }
    captured("kind") { Item.Cart(order()).kind }
    captured("price of a number") { priced(order()) }
    captured("price of a text") { priced("cart") }
    captured("price of a list") { priced(List(order())) }
    captured("method as a function") { List(order()).map(bank.open) }
    captured("paid to a host away") { bank.pay(order()) { bank.reach(host()) } }
    captured("paid for a row locked") { bank.pay(order()) { bank.locked(order()) } }
    captured("circle of one") { circles.walk(40 + variant * 25) }
    captured("circle of two") { circles.ping(60 + variant * 25) }
    captured("another circle of two") { circles.tick(60 + variant * 25) }
    captured("circle of three") { circles.trunk(50 + variant * 25) }
    captured("circle of six") { circles.statement(60 + variant * 25) }
    captured("circle of two without an end") { if variant % 2 == 0 then circles.overflow(0) else circles.overflowed(0) }
    Client.close()

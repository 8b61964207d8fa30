// What can go wrong at the bank.
package shop

import scala.concurrent.ExecutionContext.Implicits.global
import scala.concurrent.duration.DurationInt
import scala.concurrent.{Await, Future}
import scala.util.Try

class PaymentFailed(message: String, cause: Throwable) extends RuntimeException(message, cause)

trait Till:
  def open(order: Int): Int
  def shut(order: Int): Int = throw IllegalStateException(s"till of order $order does not shut")

trait Key:
  def turn(order: Int): Int

enum Item:
  case Cart(order: Int)
  case Crate

  def kind: Int = this match
    case Cart(order) => throw IllegalStateException(s"cart of order $order is of no kind")
    case Crate       => 0

trait Priced[T]:
  def price(item: T): Int

given Priced[Int] with
  def price(item: Int): Int = throw IllegalArgumentException(s"item $item has no price")

given priceOfTexts: Priced[String] with
  def price(item: String): Int = throw IllegalArgumentException(s"text $item has no price")

given [T](using each: Priced[T]): Priced[List[T]] with
  def price(items: List[T]): Int = items.map(each.price).sum

def priced[T](item: T)(using price: Priced[T]): Int = price.price(item)

extension (order: Int) def weighed: Int = throw NumberFormatException(s"order $order has no weight")

opaque type Amount = Int

object Amount:
  def apply(cents: Int): Amount = cents
  extension (amount: Amount) def checked: Int = throw ArithmeticException(s"amount $amount is not to be paid")

class Bank extends Till:
  // SHIFT
  lazy val vault: Int = throw IllegalStateException("vault does not open")

  def open(order: Int): Int = throw UnsupportedOperationException(s"bank does not open for order $order")

  def charge(order: Int): Int = throw IllegalArgumentException(s"cannot charge order $order")

  def refund(order: Int, reason: String = none(2)): Int = order + reason.length

  private def none(of: Int): String = throw IllegalArgumentException(s"no reason of $of")

  def chargeEach(orders: List[Int]): Unit = orders.foreach(order => throw IllegalStateException(s"order $order is not to be charged"))

  def divided(orders: List[Int]): List[Int] = orders.flatMap(order => List(order).map(each => each / (each - each)))

  def comprehended(orders: List[Int]): Seq[Int] =
    for
      order <- orders
      by <- List(0)
      if by >= 0
    yield order % by

  def matched(order: Int): Int = order match
    case -1 => 0

  def partial(orders: List[Any]): List[Int] = orders.collect { case order: Int => order / (order - order) }

  def later(order: Int): () => Int = () => throw IllegalStateException(s"order $order is late")

  def named(order: => Int): Int = order + 1

  def till: Till = new Till:
    def open(order: Int): Int = throw UnsupportedOperationException(s"till does not open for order $order")

  def safe: Key = order => throw UnsupportedOperationException(s"safe does not open for order $order")

  def local(order: Int): Int =
    def divide(by: Int): Int = order / by
    divide(order - order)

  def curried(order: Int)(by: Int): Int = order / by

  def none(items: Option[Int]): Int = items.get

  def cast(item: Any): String = item.asInstanceOf[String]

  def lazily(order: Int): Int = LazyList.from(order).map(each => each / (each - order - 2)).take(3).sum

  def attempted(order: Int): Int = Try(charge(order)).recover { case _: java.util.NoSuchElementException => 0 }.get

  def after(order: Int): Int = Await.result(Future(order / (order - order)).map(_ + 1), 9.seconds)

  def update(order: Int, amount: Int): Unit = throw UnsupportedOperationException(s"order $order is not to be $amount")

  def :+:(order: Int): Int = throw UnsupportedOperationException(s"order $order is not to be added")

  def pay(order: Int)(work: => Int): Int =
    try work
    catch case cause: Exception => throw PaymentFailed(s"payment of order $order failed", cause)

  def reach(host: String): Int = throw java.io.IOException(s"no route to $host")

  def locked(row: Int): Int = throw java.util.NoSuchElementException(s"row $row is locked")

object Bank:
  def founded(order: Int): Int = throw IllegalStateException(s"order $order is older than the bank")

  inline def inlined(order: Int): Int = order / (order - order)

object Registry:
  def find(order: Int): Int = throw java.util.NoSuchElementException(s"order $order is not registered")

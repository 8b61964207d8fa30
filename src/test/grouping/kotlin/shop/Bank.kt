// What can go wrong at the bank.
package shop

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlin.properties.Delegates

class PaymentFailed(message: String, cause: Throwable) : RuntimeException(message, cause)

@JvmInline
value class Amount(val cents: Int) {
    fun checked(): Amount = throw ArithmeticException("amount $cents is not to be paid")
}

interface Till {
    fun open(order: Int): Int
    fun shut(order: Int): Int = throw IllegalStateException("till of order $order does not shut")
}

fun interface Key {
    fun turn(order: Int): Int
}

sealed interface Item
data class Cart(val order: Int) : Item
data object Crate : Item

class Bank : Till {
    // SHIFT
    lateinit var owner: String
    val vault by lazy { failed("vault") }
    var limit: Int by Delegates.vetoable(0) { _, _, next -> throw IllegalArgumentException("limit $next is not to be set") }
    val price: Int get() = throw NumberFormatException("no price")

    override fun open(order: Int): Int = throw UnsupportedOperationException("bank does not open for order $order")

    fun charge(order: Int): Int = throw IllegalArgumentException("cannot charge order $order")

    fun refund(order: Int, reason: String = "none"): Int = throw IllegalArgumentException("cannot refund order $order: $reason")

    fun chargeEach(orders: List<Int>) = orders.forEach { throw IllegalStateException("order $it is not to be charged") }

    fun sorted(orders: List<Int>) = orders.sortedWith { one, _ -> throw IllegalStateException("order $one is like any other") }

    fun divided(orders: List<Int>) = orders.asSequence().map { order -> listOf(order).map { it / (it - it) } }.toList()

    fun later(order: Int): () -> Int = { throw IllegalStateException("order $order is late") }

    fun laterStill(order: Int): () -> () -> Int = { { throw IllegalStateException("order $order is too late") } }

    fun till(): Till = object : Till {
        override fun open(order: Int): Int = throw UnsupportedOperationException("till does not open for order $order")
    }

    fun safe() = Key { order -> throw UnsupportedOperationException("safe does not open for order $order") }

    fun local(order: Int): Int {
        fun divide(by: Int): Int = order / by
        return divide(order - order)
    }

    fun owned(): Int = owner.length

    fun sure(items: Map<Int, String>, order: Int): Int = items[order]!!.length

    fun cast(item: Any): String = item as String

    fun pay(amount: Amount): Amount = amount.checked()

    fun steps(order: Int) = sequence { yield(order); yield(order / (order - order)) }.last()

    internal fun inside(order: Int): Int = throw IllegalStateException("order $order is inside")

    fun pay(order: Int, work: () -> Int): Int =
        try {
            work()
        } catch (cause: Exception) {
            throw PaymentFailed("payment of order $order failed", cause)
        }

    fun reach(host: String): Int = throw java.io.IOException("no route to $host")

    fun locked(row: Int): Int = throw NoSuchElementException("row $row is locked")

    companion object {
        fun founded(order: Int): Int = throw IllegalStateException("order $order is older than the bank")

        private fun failed(what: String): Int = throw IllegalStateException("$what does not open")
    }
}

object Registry {
    fun find(order: Int): Int = throw NoSuchElementException("order $order is not registered")
}

fun Int.weighed(): Int = throw NumberFormatException("order $this has no weight")

fun Item.kind(): Int = when (this) {
    is Cart -> throw IllegalStateException("cart of order $order is of no kind")
    Crate -> 0
}

inline fun <reified T> only(items: List<Any>): T = items.first { it is T } as T

inline fun measured(crossinline work: () -> Int): Int = Key { work() }.turn(0)

class Queue {
    suspend fun take(order: Int): Int {
        delay(1)
        return order / (order - order)
    }

    suspend fun taken(order: Int): Int = withContext(Dispatchers.Default) { take(order) }

    fun takeAll(order: Int): Int = runBlocking { take(order) + 1 }

    fun takeElsewhere(order: Int): Int = runBlocking { taken(order) + 1 }

    fun takeLater(order: Int): Int = runBlocking { both(order) }

    private suspend fun CoroutineScope.both(order: Int): Int {
        val one = async { refused(order) }
        return one.await()
    }

    private suspend fun refused(order: Int): Int {
        delay(1)
        throw IllegalStateException("order $order is refused")
    }
}

// What can go wrong at the bank; and recursion that ends anywhere in its circle.
package shop

import groovy.transform.CompileStatic

// SHIFT
class PaymentFailed extends RuntimeException {
    PaymentFailed(String text, Throwable cause) {
        super(text, cause)
    }
}

interface Till {
    int open(int order)
}

trait Weighing {
    int weigh(int order) {
        throw new NumberFormatException("order $order has no weight")
    }
}

class Bank implements Weighing {
    int charge(int order) {
        // SHIFT
        throw new IllegalArgumentException("cannot charge order $order")
    }

    int refund(int order) {
        throw new IllegalArgumentException("cannot refund order $order")
    }

    def chargeEach(List orders) {
        orders.each { throw new IllegalStateException("order $it is not to be charged") }
    }

    def refundEach(List orders) {
        // SHIFT
        orders.collect { order -> [order].each { throw new IllegalStateException("order $it is not to be refunded") } }
    }

    @CompileStatic
    List<Integer> compiledEach(List<Integer> orders) {
        orders.collect { Integer order -> order.intdiv(order - order) as Integer }
    }

    Till till() {
        new Till() {
            int open(int order) {
                throw new UnsupportedOperationException("till does not open for order $order")
            }
        }
    }

    Till safe() {
        { int order -> throw new UnsupportedOperationException("safe does not open for order $order") } as Till
    }

    def missing(int order) {
        this.lend(order)
    }

    def missingProperty() {
        this.owner
    }

    // SHIFT
    def ofNothing(int order) {
        def nothing = null
        nothing.charge(order)
    }

    def lazily(int order) {
        "${-> order.intdiv(order - order)}".toString()
    }

    def curried(int order) {
        def divide = { int one, int other -> one.intdiv(other) }
        divide.rcurry(0).call(order)
    }

    def sorted(List orders) {
        orders.sort { one, other -> throw new IllegalStateException("order $one is like $other") }
    }

    int reach(String host) {
        throw new IOException("no route to $host")
    }

    int locked(int row) {
        throw new NoSuchElementException("row $row is locked")
    }

    int pay(int order, Closure work) {
        try {
            work()
        } catch (Exception cause) {
            // SHIFT
            throw new PaymentFailed("payment of order $order failed", cause)
        }
    }
}

class Circles {
    int bottom() { throw new IllegalStateException("there is no more") }

    int walk(int depth) {
        if (depth == 0) throw new IllegalStateException("walked too deep")
        walk(depth - 1)
    }

    int ping(int depth) {
        if (depth == 0) throw new IllegalStateException("played too long")
        pong(depth - 1)
    }

    int pong(int depth) {
        // SHIFT
        if (depth == 0) throw new IllegalStateException("played too long")
        ping(depth - 1)
    }

    int tick(int depth) {
        if (depth == 0) throw new IllegalStateException("played too long")
        tock(depth - 1)
    }

    int tock(int depth) {
        if (depth == 0) throw new IllegalStateException("played too long")
        tick(depth - 1)
    }

    int trunk(int depth) { depth == 0 ? bottom() : [depth].collect { branch(it - 1) }.sum() as int }

    int branch(int depth) { depth == 0 ? bottom() : leaf(depth - 1) }

    int leaf(int depth) { depth == 0 ? bottom() : [depth].sum { trunk(it - 1) } as int }

    int statement(int depth) { depth == 0 ? bottom() : expression(depth - 1) }

    int expression(int depth) { depth == 0 ? bottom() : term(depth - 1) }

    // SHIFT
    int term(int depth) { depth == 0 ? bottom() : factor(depth - 1) }

    int factor(int depth) { depth == 0 ? bottom() : group(depth - 1) }

    int group(int depth) { depth == 0 ? bottom() : block(depth - 1) }

    int block(int depth) { depth == 0 ? bottom() : statement(depth - 1) }
}

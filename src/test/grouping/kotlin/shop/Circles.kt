// Recursion that ends anywhere in its circle.
package shop

class Circles {
    // SHIFT
    private fun bottom(): Int = throw IllegalStateException("there is no more")

    fun walk(depth: Int): Int = if (depth == 0) throw IllegalStateException("walked too deep") else walk(depth - 1) + 1

    fun ping(depth: Int): Int = if (depth == 0) throw IllegalStateException("played too long") else pong(depth - 1) + 1

    fun pong(depth: Int): Int = if (depth == 0) throw IllegalStateException("played too long") else ping(depth - 1) + 1

    fun tick(depth: Int): Int = if (depth == 0) throw IllegalStateException("played too long") else tock(depth - 1) + 1

    fun tock(depth: Int): Int = if (depth == 0) throw IllegalStateException("played too long") else tick(depth - 1) + 1

    fun trunk(depth: Int): Int = if (depth == 0) bottom() else listOf(depth).sumOf { branch(it - 1) }

    private fun branch(depth: Int): Int = if (depth == 0) bottom() else leaf(depth - 1) + 1

    private val leaf: (Int) -> Int = { depth -> if (depth == 0) bottom() else trunk(depth - 1) + 1 }

    fun statement(depth: Int): Int = if (depth == 0) bottom() else expression(depth - 1) + 1

    private fun expression(depth: Int): Int = if (depth == 0) bottom() else term(depth - 1) + 1

    private fun term(depth: Int): Int = if (depth == 0) bottom() else factor(depth - 1) + 1

    private fun factor(depth: Int): Int = if (depth == 0) bottom() else group(depth - 1) + 1

    private fun group(depth: Int): Int = if (depth == 0) bottom() else block(depth - 1) + 1

    private fun block(depth: Int): Int = if (depth == 0) bottom() else statement(depth - 1) + 1

    fun overflow(depth: Int): Int = overflowed(depth + 1) + 1

    fun overflowed(depth: Int): Int = overflow(depth + 1) + 1
}

// Recursion that ends anywhere in its circle.
package shop

class Circles:
  // SHIFT
  private def bottom(): Int = throw IllegalStateException("there is no more")

  def walk(depth: Int): Int = if depth == 0 then throw IllegalStateException("walked too deep") else walk(depth - 1) + 1

  def ping(depth: Int): Int = if depth == 0 then throw IllegalStateException("played too long") else pong(depth - 1) + 1

  def pong(depth: Int): Int = if depth == 0 then throw IllegalStateException("played too long") else ping(depth - 1) + 1

  def tick(depth: Int): Int = if depth == 0 then throw IllegalStateException("played too long") else tock(depth - 1) + 1

  def tock(depth: Int): Int = if depth == 0 then throw IllegalStateException("played too long") else tick(depth - 1) + 1

  def trunk(depth: Int): Int = if depth == 0 then bottom() else List(depth).map(each => branch(each - 1)).sum

  private def branch(depth: Int): Int = if depth == 0 then bottom() else leaf(depth - 1) + 1

  private val leaf: Int => Int = depth => if depth == 0 then bottom() else trunk(depth - 1) + 1

  def statement(depth: Int): Int = if depth == 0 then bottom() else expression(depth - 1) + 1

  private def expression(depth: Int): Int = if depth == 0 then bottom() else term(depth - 1) + 1

  private def term(depth: Int): Int = if depth == 0 then bottom() else factor(depth - 1) + 1

  private def factor(depth: Int): Int = if depth == 0 then bottom() else group(depth - 1) + 1

  private def group(depth: Int): Int = if depth == 0 then bottom() else block(depth - 1) + 1

  private def block(depth: Int): Int = if depth == 0 then bottom() else statement(depth - 1) + 1

  def overflow(depth: Int): Int = overflowed(depth + 1) + 1

  def overflowed(depth: Int): Int = overflow(depth + 1) + 1

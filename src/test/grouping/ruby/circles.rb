# Recursion: of one function, and in circles of two, three and six; each ends anywhere in its circle.
# SHIFT
class TooDeep < StandardError
end

module Circles
  module_function

  def walk(depth) = depth.zero? ? raise(TooDeep, "walked too deep") : walk(depth - 1) + 1
  def ping(depth) = depth.zero? ? raise(TooDeep, "played too long") : pong(depth - 1) + 1
  # SHIFT
  def pong(depth) = depth.zero? ? raise(TooDeep, "played too long") : ping(depth - 1) + 1
  def tick(depth) = depth.zero? ? raise(TooDeep, "played too long") : tock(depth - 1) + 1
  def tock(depth) = depth.zero? ? raise(TooDeep, "played too long") : tick(depth - 1) + 1
  def bottom = raise(TooDeep, "there is no more")
  def node(depth) = depth.zero? ? bottom : [depth].map { branch(depth - 1) }
  def branch(depth) = depth.zero? ? bottom : leaf(depth - 1) + 1
  # SHIFT
  def leaf(depth) = depth.zero? ? bottom : node(depth - 1)
  def statement(depth) = depth.zero? ? bottom : expression(depth - 1) + 1
  def expression(depth) = depth.zero? ? bottom : term(depth - 1) + 1
  def term(depth) = depth.zero? ? bottom : factor(depth - 1) + 1
  # SHIFT
  def factor(depth) = depth.zero? ? bottom : group(depth - 1) + 1
  def group(depth) = depth.zero? ? bottom : block(depth - 1) + 1
  def block(depth) = depth.zero? ? bottom : statement(depth - 1) + 1
end

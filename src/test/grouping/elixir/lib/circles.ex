defmodule Shop.Circles do
  @moduledoc """
  Recursion: of one function, and in circles of two, three and six; each ends anywhere in its circle. Of -1 they return:
  the compiler leaves no frames of functions that never do.
  """

  # SHIFT
  def walk(-1), do: 0
  def walk(0), do: raise(RuntimeError, "walked too deep")
  def walk(depth), do: walk(depth - 1) + 1

  def ping(-1), do: 0
  def ping(0), do: raise(RuntimeError, "played too long")
  def ping(depth), do: pong(depth - 1) + 1
  # SHIFT
  def pong(-1), do: 0
  def pong(0), do: raise(RuntimeError, "played too long")
  def pong(depth), do: ping(depth - 1) + 1

  def tick(-1), do: 0
  def tick(0), do: raise(RuntimeError, "played too long")
  def tick(depth), do: tock(depth - 1) + 1
  def tock(-1), do: 0
  def tock(0), do: raise(RuntimeError, "played too long")
  def tock(depth), do: tick(depth - 1) + 1

  def bottom(-1), do: 0
  def bottom(order), do: raise(RuntimeError, "there is no more of #{order}") |> then(&(&1 + 1))

  def trunk(-1), do: 0
  def trunk(0), do: bottom(0) + 1
  def trunk(depth), do: Enum.sum(Enum.map([depth], fn each -> branch(each - 1) + 1 end))
  def branch(-1), do: 0
  def branch(0), do: bottom(0) + 1
  def branch(depth), do: leaf(depth - 1) + 1
  # SHIFT
  def leaf(-1), do: 0
  def leaf(0), do: bottom(0) + 1
  def leaf(depth), do: trunk(depth - 1) + 1

  for {from, to} <- [statement: :expression, expression: :term, term: :factor, factor: :group, group: :block, block: :statement] do
    def unquote(from)(-1), do: 0
    def unquote(from)(0), do: bottom(0) + 1
    def unquote(from)(depth), do: unquote(to)(depth - 1) + 1
  end
end

defmodule Shop.PaymentFailed do
  defexception [:message]
end

# SHIFT
defmodule Shop.Bank do
  alias Shop.PaymentFailed

  def charge(order) do
    # SHIFT
    raise PaymentFailed, "cannot charge order #{order}"
  end

  def refund(order), do: raise(PaymentFailed, "cannot refund order #{order}")

  def charge_each(orders), do: Enum.map(orders, fn order -> raise "order #{order} is not to be charged" end)

  def refund_each(orders) do
    # SHIFT
    Enum.each(orders, fn order ->
      Enum.reduce([order], 0, fn each, _ -> raise "order #{each} is not to be refunded" end)
    end)
  end

  def weigh(amount) when amount < 0, do: -amount
  def price(amount) when amount < 0, do: -amount

  def of_kind(order) do
    case order do
      -1 -> :never
    end
  end

  def matched(order) do
    # SHIFT
    {:ok, amount} = {:error, order}
    amount
  end

  def with_guard(order) do
    with {:ok, amount} <- {:ok, order}, true <- amount < 0, do: amount, else: (nil -> 0)
  end

  def comprehended(orders), do: for(order <- orders, do: div(order, 0))

  def thrown(order), do: throw({:closed, order})

  def left(order), do: exit({:timeout, {GenServer, :call, [:bank, order]}})

  def fun(order), do: (fn -> div(order, 0) end).()

  def applied(order) do
    # SHIFT
    apply(fn :never -> order end, [order])
  end

  def task(order), do: Task.async(fn -> div(order, 0) end) |> Task.await()
end

defmodule Shop.Till do
  use GenServer

  def init(order), do: {:ok, order}
  # SHIFT
  def handle_call({:open, order}, _from, state) when order < 0, do: {:reply, :ok, state}
end

defprotocol Shop.Priced do
  def price(item)
end

defimpl Shop.Priced, for: Integer do
  def price(item), do: raise(ArgumentError, "item #{item} has no price")
end

defimpl Shop.Priced, for: Atom do
  def price(item), do: raise(ArgumentError, "item #{item} has no price")
end

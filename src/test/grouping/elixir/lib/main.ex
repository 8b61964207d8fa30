defmodule Shop.Main do
  @moduledoc "Runs into each of its faults once, with what VARIANT makes of lines, values and depths; each is named by a tag."
  import Client, only: [captured: 2, captured: 3, said: 2]
  alias Shop.{Bank, Circles, Priced, Till}

  # SHIFT
  defp order, do: :rand.uniform(99_999)
  defp host, do: "10.#{:rand.uniform(255)}.#{:rand.uniform(255)}.7:#{1024 + :rand.uniform(60_000)}"

  defp cart, do: %{id: order(), at: DateTime.add(~U[2026-11-20 10:00:00Z], order()), owner: self(), reference: make_ref()}

  def main do
    variant = String.to_integer(System.fetch_env!("VARIANT"))
    :rand.seed(:exsss, {variant, 7, 9})
    captured("charge", fn -> Bank.charge(order()) end)
    captured("refund", fn -> Bank.refund(order()) end)
    captured("charge in a function", fn -> Bank.charge_each([order()]) end)
    captured("refund in a function in a function", fn -> Bank.refund_each([order()]) end)
    # One fault each, however the client names the function.
    captured("no clause to weigh", fn -> Bank.weigh(order()) end)
    captured("no clause for a price", fn -> Bank.price(order()) end)
    captured("no clause to weigh", fn -> Bank.weigh(order()) end, arguments: true)
    captured("no clause for a price", fn -> Bank.price(cart()) end, arguments: true)
    captured("no case", fn -> Bank.of_kind(order()) end)
    # SHIFT
    captured("no match", fn -> Bank.matched(order()) end)
    captured("no else", fn -> Bank.with_guard(order()) end)
    captured("comprehended", fn -> Bank.comprehended([order()]) end)
    captured("thrown", fn -> Bank.thrown(order()) end)
    captured("left", fn -> Bank.left(order()) end)
    captured("function of its own", fn -> Bank.fun(order()) end)
    captured("function without a clause", fn -> Bank.applied(order()) end)
    captured("till without a clause", fn -> Till.handle_call({:open, order()}, {self(), make_ref()}, order()) end, arguments: true)
    captured("integer without a price", fn -> Priced.price(order()) end)
    captured("atom without a price", fn -> Priced.price(:cart) end)
    captured("no protocol", fn -> Priced.price("#{order()}") end)
    captured("circle of one", fn -> Circles.walk(40 + variant * 7) end)
    captured("circle of two", fn -> Circles.ping(40 + variant) end)
    captured("another circle of two", fn -> Circles.tick(40 + variant) end)
    captured("circle of three", fn -> Circles.trunk(40 + variant) end)
    captured("circle of six", fn -> Circles.statement(40 + variant) end)
    said("no answer", "no answer from #{host()} in #{order()} s")
    said("no answer at all", "no answer at all from #{host()}")
  end
end

defmodule Client do
  @moduledoc "What Sentry's client for Elixir makes of an exception; `arguments: true` is its former way to name functions."

  def captured(fault, work, options \\ []) do
    work.()
  rescue
    error -> send_error(fault, inspect(error.__struct__), Exception.message(error), __STACKTRACE__, options)
  catch
    kind, reason ->
      banner = Exception.format_banner(kind, reason, __STACKTRACE__)
      send_error(fault, inspect(reason), String.trim(banner, "*") |> String.trim(), __STACKTRACE__, options)
  end

  def said(fault, message), do: send_event(fault, %{message: %{formatted: message}})

  defp send_error(fault, type, value, stack, options) do
    frames = stack |> Enum.map(&frame(&1, options)) |> Enum.reverse()
    exception = %{type: type, value: value, stacktrace: %{frames: frames}, mechanism: %{type: "generic", handled: true}}
    send_event(fault, %{exception: [exception]})
  end

  defp frame({module, function, arity, location}, options) do
    count = if is_list(arity) and not Keyword.get(options, :arguments, false), do: length(arity), else: arity

    %{
      filename: location[:file] && to_string(location[:file]),
      function: Exception.format_mfa(module, function, count),
      module: to_string(module),
      lineno: location[:line],
      in_app: String.starts_with?(to_string(module), "Elixir.Shop")
    }
  end

  defp send_event(fault, event) do
    :inets.start()
    dsn = URI.parse(System.fetch_env!("SENTRY_DSN"))
    event = Map.merge(event, %{platform: "elixir", level: "error", tags: %{fault: fault}})
    body = IO.iodata_to_binary(["{}\n{\"type\":\"event\"}\n", json(event), "\n"])
    url = 'http://#{dsn.host}:#{dsn.port}/api#{dsn.path}/envelope/'
    {:ok, _} = :httpc.request(:post, {url, [], 'application/x-sentry-envelope', body}, [], [])
  end

  defp json(nil), do: "null"
  defp json(flag) when is_boolean(flag), do: to_string(flag)
  defp json(number) when is_integer(number), do: Integer.to_string(number)
  defp json(list) when is_list(list), do: ["[", list |> Enum.map(&json/1) |> Enum.intersperse(","), "]"]

  defp json(map) when is_map(map),
    do: ["{", map |> Enum.map(fn {name, value} -> [json(to_string(name)), ":", json(value)] end) |> Enum.intersperse(","), "}"]

  defp json(text) when is_binary(text) do
    escaped = for <<char <- text>>, into: "", do: escape(char)
    [?", escaped, ?"]
  end

  defp escape(?"), do: "\\\""
  defp escape(?\\), do: "\\\\"
  defp escape(char) when char < 32, do: "\\u00" <> String.pad_leading(Integer.to_string(char, 16), 2, "0")
  defp escape(char), do: <<char>>
end

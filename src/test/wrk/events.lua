-- Posts events of about 2 KB, each with an id of its own, spread over many issues with a cubic skew.
-- wrk -t1 -c256 -d30s --latency -s src/test/wrk/events.lua http://127.0.0.1:8080/api/v1/events
local issues = tonumber(os.getenv("ISSUES") or "2000")
local key = os.getenv("KEY") or "mshr_devdefaultapikey000000000000000000000000000"
local run = os.getenv("RUN") or "wrk"

local function frames(issue)
  local out = {}
  for i = 1, 12 do
    out[i] = string.format(
      '{"filename":"/srv/shop/app/module_%d/service.py","function_name":"handle_%d","lineno":%d,"in_app":%s,"context_line":"return self.next(%d)"}',
      i, issue % (i * 37 + 1), 10 + i, i > 6 and "true" or "false", i)
  end
  return table.concat(out, ",")
end

local function crumbs()
  local out = {}
  for i = 1, 8 do
    out[i] = string.format('{"timestamp":"2026-11-23T10:00:%02dZ","category":"http","message":"GET /cart/%d","level":"info"}', i, i)
  end
  return table.concat(out, ",")
end

local templates = {}
function init(args)
  math.randomseed(os.time() + tonumber(tostring({}):match("0x(%x+)"), 16) % 100000)
  for issue = 1, issues do
    templates[issue] = string.format(
      ',"level":"error","message":"Order could not be placed","exception":{"type_name":"OrderError%d","value":"order %%d of customer %%d failed"},"stacktrace":[%s],"breadcrumbs":[%s],"tags":{"load_run":"%s","server":"web-%d","browser":"Firefox","os":"Linux","tenant":"t%d","flag":"on"},"environment":"production","release":"shop@1.%d","user_context":{"id":"%%d"},"sdk_name":"wrk","sdk_version":"1"}',
      issue, frames(issue), crumbs(), run, issue % 8, issue % 50, issue % 5)
  end
end

local random = math.random
wrk.method = "POST"
wrk.headers["content-type"] = "application/json"
wrk.headers["x-sentry-auth"] = key

function request()
  local r = random()
  local issue = 1 + math.floor(r * r * r * issues)
  local id = string.format("%08x%08x%08x%08x", random(0, 0x7fffffff), random(0, 0x7fffffff), random(0, 0x7fffffff), random(0, 0x7fffffff))
  local body = '{"event_id":"' .. id .. '"' .. string.format(templates[issue], random(1, 1000000), random(1, 100000), random(1, 100000))
  return wrk.format(nil, nil, nil, body)
end

local threads = {}
function setup(thread) table.insert(threads, thread) end

function done(summary, latency)
  io.write(string.format("requests %d, not 2xx %d, socket errors %d\n", summary.requests, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end

-- Sends the reply form again and again, each time under a key of its own, and counts the answers by status.
--
--   wrk … -s reply.lua URL -- AUTHORS [PAUSE]
--
-- AUTHORS has a line for each author: the form's address, the session cookie and the form token, with tabs between.
-- PAUSE is how many milliseconds a connection waits before each form, on average; without it there is no wait.

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(words)
  authors = {}
  for line in io.lines(words[1]) do
    local path, cookie, token = line:match("^(%S+)\t(%S+)\t(%S+)$")
    table.insert(authors, { path = path, cookie = cookie, token = token })
  end
  pause = tonumber(words[2] or "0")
  sent, saved, refused, unasked, strange = number, 0, 0, 0, 0
  run = words[3] or "run"
  math.randomseed(number + 1)
  if pause == 0 then delay = nil end
end

function delay()
  return math.random() * 2 * pause
end

function request()
  sent = sent + 1
  local author = authors[sent % #authors + 1]
  local body = string.format(
    "csrf=%s&key=%s-%d-%d&body=Reply+number+%d.+It+helped+me+to+%%2A%%2Awrite+it+down%%2A%%2A+first%%2C+and+to+ask"
      .. "+somebody+who+had+been+there.%%0A%%0AWhat+would+you+have+done%%3F",
    author.token, run, number, sent, sent)
  local headers = {
    ["Host"] = wrk.headers["Host"],
    ["Origin"] = "http://" .. wrk.headers["Host"],
    ["Cookie"] = author.cookie,
    ["Content-Type"] = "application/x-www-form-urlencoded",
  }
  return wrk.format("POST", author.path, headers, body)
end

function response(status, headers)
  if status == 303 then
    saved = saved + 1
  elseif status == 503 then
    refused = refused + 1
    if not headers["retry-after"] then unasked = unasked + 1 end
  else
    strange = strange + 1
  end
end

function done(summary, latency)
  local total = { saved = 0, refused = 0, unasked = 0, strange = 0 }
  for _, thread in ipairs(threads) do
    for name, count in pairs(total) do total[name] = count + thread:get(name) end
  end
  local faults = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  print(string.format(
    '{"seconds": %f, "saved": %d, "refused": %d, "unasked": %d, "strange": %d, "faults": %d, "p50": %f, "p99": %f}',
    summary.duration / 1e6, total.saved, total.refused, total.unasked, total.strange, faults,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end

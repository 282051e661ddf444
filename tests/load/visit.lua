-- Asks for one page as a crowd of people does, each with a pause between two pages, and prints how long it took.
--
--   wrk … -s visit.lua URL -- PAUSE
--
-- PAUSE is how many milliseconds a connection waits before each page, on average.

function init(words)
  pause = tonumber(words[1])
  math.randomseed(1)
end

function delay()
  return math.random() * 2 * pause
end

function done(summary, latency)
  local errors = summary.errors
  print(string.format(
    '{"seconds": %f, "requests": %d, "faults": %d, "p50": %f, "p99": %f}',
    summary.duration / 1e6, summary.requests,
    errors.connect + errors.read + errors.write + errors.timeout + errors.status,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end

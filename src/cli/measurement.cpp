#include "cli/measurement.hpp"

#include "cli/quantity.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>

namespace kafka::detail::cli {

namespace {

std::int64_t ns_of(const timeval& t) { return t.tv_sec * 1'000'000'000LL + t.tv_usec * 1000LL; }

/// `sorted` is not empty.
double quantile_us(const std::vector<std::int64_t>& sorted, double q) {
    const auto at = static_cast<std::size_t>(q * static_cast<double>(sorted.size() - 1));
    return static_cast<double>(sorted[at]) / 1000;
}

} // namespace

std::int64_t process_cpu_ns() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return ns_of(usage.ru_utime) + ns_of(usage.ru_stime);
}

void stopwatch::stop(measurement& m) const {
    m.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    m.cpu_ns = process_cpu_ns() - cpu_;
}

std::string measurement::text(bool json) {
    const auto count = static_cast<double>(std::max<std::uint64_t>(messages, 1));
    const auto rate = seconds > 0 ? static_cast<double>(messages) / seconds : 0;
    const auto cpu = static_cast<double>(cpu_ns) / count;
    std::ranges::sort(latencies_ns);
    const auto us = [&](double q) {
        return latencies_ns.empty() ? 0 : quantile_us(latencies_ns, q);
    };
    if (json)
        return boost::json::serialize(boost::json::object{{"operation", operation},
                                                          {"messages", messages},
                                                          {"bytes", bytes},
                                                          {"seconds", seconds},
                                                          {"messages_per_second", rate},
                                                          {"cpu_ns_per_message", cpu},
                                                          {"p50_us", us(0.5)},
                                                          {"p99_us", us(0.99)},
                                                          {"p999_us", us(0.999)},
                                                          {"max_us", us(1)}}) +
               "\n";
    auto line = fmt::format("{}: {} messages · {} · {} · {} · {:.0f} ns CPU a message\n", operation,
                            count_text(messages), size_text(static_cast<double>(bytes)),
                            duration_text(seconds), rate_text(rate), cpu);
    if (!latencies_ns.empty())
        line += fmt::format("p50 {:.0f} µs · p99 {:.0f} µs · p99.9 {:.0f} µs · max {:.0f} µs\n",
                            us(0.5), us(0.99), us(0.999), us(1));
    return line;
}

} // namespace kafka::detail::cli

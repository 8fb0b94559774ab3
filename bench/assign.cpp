// What it costs the leader of a large group to share the partitions out.
#include "consumer/assignors/claims.hpp"

#include <kafka/group_balancer.hpp>

#include <benchmark/benchmark.h>

namespace {

constexpr int members = 200;
constexpr int topics = 20;
constexpr int partitions_of_a_topic = 100;

std::string name(const char* what, int i) { return what + std::to_string(1000 + i); }

std::vector<kafka::group_member> group(int size) {
    std::vector<kafka::group_member> out;
    for (int m = 0; m < size; ++m) {
        auto& one = out.emplace_back();
        one.id = name("member", m);
        for (int t = 0; t < topics; ++t) one.topics.push_back(name("topic", t));
    }
    return out;
}

std::vector<kafka::group_partition> partitions() {
    std::vector<kafka::group_partition> out;
    for (int t = 0; t < topics; ++t)
        for (std::int32_t p = 0; p < partitions_of_a_topic; ++p)
            out.push_back({.topic = name("topic", t), .partition = p});
    return out;
}

/// As if they had all of `had` since the last generation.
void claim(std::vector<kafka::group_member>& all, const kafka::group_assignment& had) {
    for (auto& m : all) {
        const auto found = had.find(m.id);
        if (found == had.end()) continue;
        m.owned = found->second;
        m.generation = 7;
        m.user_data = kafka::detail::consumer::sticky_user_data({found->second, 7});
    }
}

void fresh(benchmark::State& state, const kafka::group_balancer_pointer& by) {
    const auto all = group(members);
    const auto what = partitions();
    for (auto _ : state) benchmark::DoNotOptimize(by->assign_groups(all, what));
}

void one_more(benchmark::State& state, const kafka::group_balancer_pointer& by) {
    const auto what = partitions();
    auto all = group(members + 1);
    claim(all, by->assign_groups(group(members), what));
    for (auto _ : state) benchmark::DoNotOptimize(by->assign_groups(all, what));
}

} // namespace

BENCHMARK_CAPTURE(fresh, range, kafka::range_group_balancer());
BENCHMARK_CAPTURE(fresh, roundrobin, kafka::round_robin_group_balancer());
BENCHMARK_CAPTURE(fresh, sticky, kafka::sticky_group_balancer());
BENCHMARK_CAPTURE(fresh, cooperative_sticky, kafka::cooperative_sticky_group_balancer());
BENCHMARK_CAPTURE(one_more, range, kafka::range_group_balancer());
BENCHMARK_CAPTURE(one_more, roundrobin, kafka::round_robin_group_balancer());
BENCHMARK_CAPTURE(one_more, sticky, kafka::sticky_group_balancer());
BENCHMARK_CAPTURE(one_more, cooperative_sticky, kafka::cooperative_sticky_group_balancer());

BENCHMARK_MAIN();

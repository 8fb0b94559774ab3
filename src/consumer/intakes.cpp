#include "consumer/intakes.hpp"

#include <algorithm>

namespace kafka::detail::consumer {

namespace {

// Generations of a topic that comes back begin where those of its predecessor cannot be.
constexpr std::uint64_t jumps_of_a_topic = std::uint64_t{1} << 32;

void merge(intake_verdict& into, intake_verdict from) {
    into.progress |= from.progress;
    into.metadata_is_wrong |= from.metadata_is_wrong;
    if (!from.words.empty()) into.words = std::move(from.words);
}

} // namespace

intakes::intakes(intake_options options) : options_(std::move(options)) {
    if (!options_.topic.empty()) make(options_.topic);
}

intake& intakes::make(const std::string& topic) {
    auto options = options_;
    options.topic = topic;
    options.jumps = ++made_ * jumps_of_a_topic;
    const auto [at, is_new] = all_.try_emplace(topic, std::move(options));
    if (is_new) order_.push_back(topic);
    return at->second;
}

std::vector<std::string> intakes::topics() const { return order_; }

std::vector<std::string> intakes::unsettled(std::int32_t node) const {
    std::vector<std::string> out;
    for (const auto& [name, topic] : all_)
        if (topic.is_unsettled(node)) out.push_back(name);
    return out;
}

intake* intakes::find(const std::string& topic) {
    const auto found = all_.find(topic);
    return found == all_.end() ? nullptr : &found->second;
}

const intake* intakes::find(const std::string& topic) const {
    const auto found = all_.find(topic);
    return found == all_.end() ? nullptr : &found->second;
}

void intakes::own(const topic_partition& what, start_offset where) {
    make(what.topic).own(what.partition, where);
}

void intakes::disown(const topic_partition& what) {
    auto* topic = find(what.topic);
    if (topic == nullptr) return;
    topic->disown(what.partition);
    if (!topic->all().empty()) return;
    all_.erase(what.topic);
    std::erase(order_, what.topic);
}

bool intakes::is_current(const fetched& what) const {
    if (!what.memory || !what.memory->topic) return false;
    const auto* topic = find(*what.memory->topic);
    return topic != nullptr && topic->is_current(what.partition, what.generation);
}

std::set<std::int32_t> intakes::leaders() const {
    std::set<std::int32_t> out;
    for (const auto& [name, topic] : all_)
        out.insert(topic.leaders().begin(), topic.leaders().end());
    return out;
}

bool intakes::has_leaderless() const {
    return std::ranges::any_of(all_, [](const auto& t) { return t.second.has_leaderless(); });
}

std::optional<fetch_round> intakes::plan(std::int32_t node) {
    fetch_round out{.node = node};
    for (const auto& name : order_) {
        auto plan = all_.at(name).plan(node);
        if (!plan) continue;
        out.max_bytes = std::max(out.max_bytes, plan->max_bytes);
        out.plans.push_back(std::move(*plan));
    }
    if (out.plans.empty()) return std::nullopt;
    return out;
}

intake_verdict intakes::take_in(const fetch_round& round, std::vector<fetch_answer> answers,
                                received memory) {
    intake_verdict out;
    const auto whole = std::make_shared<const received>(std::move(memory));
    for (std::size_t i = 0; i < round.plans.size() && i < answers.size(); ++i) {
        auto* topic = find(round.plans[i].topic);
        if (topic == nullptr) continue;
        auto part = std::make_shared<received>();
        part->frame = std::shared_ptr<const void>(whole, whole->frame.get());
        part->topic = topic->name();
        const bool served = std::ranges::any_of(
            answers[i].partitions, [](const auto& p) { return !p.extent.records.empty(); });
        merge(out, topic->take_in(round.plans[i], std::move(answers[i]), std::move(part)));
        if (!served) continue; // else those behind it get their turn
        const auto at = std::ranges::find(order_, round.plans[i].topic);
        std::rotate(at, at + 1, order_.end());
    }
    return out;
}

bool intakes::is_outdated(const fetch_round& round) {
    return std::ranges::any_of(round.plans, [this](const fetch_plan& plan) {
        auto* topic = find(plan.topic);
        return topic == nullptr || topic->is_outdated(plan);
    });
}

void intakes::fail(cluster::failure why) {
    if (!has_untold_failure()) untold_ = std::move(why);
}

bool intakes::has_untold_failure() const {
    return untold_ ||
           std::ranges::any_of(all_, [](const auto& t) { return t.second.has_untold_failure(); });
}

intake::taken intakes::take() {
    if (untold_) {
        auto why = std::move(*untold_);
        untold_.reset();
        return why;
    }
    const auto has_some = [this](const auto& name) { return all_.at(name).has_something(); };
    for (;;) {
        const auto name = std::ranges::find_if(order_, has_some);
        if (name == order_.end()) return {};
        auto out = all_.at(*name).take();
        std::rotate(name, name + 1, order_.end());
        if (out.index() != 0) return out; // else what went wrong there is no longer true
    }
}

bool intakes::has_something() const {
    return untold_ ||
           std::ranges::any_of(all_, [](const auto& t) { return t.second.has_something(); });
}

void intakes::broken(const fetched& what, std::int64_t offset, cluster::failure why) {
    if (!what.memory || !what.memory->topic) return;
    if (auto* topic = find(*what.memory->topic)) topic->broken(what, offset, std::move(why));
}

bool intakes::is_starved() const {
    return !all_.empty() &&
           std::ranges::all_of(all_, [](const auto& t) { return t.second.is_starved(); });
}

void intakes::each(const std::function<void(const std::string&, const position&)>& f) const {
    for (const auto& [name, topic] : all_)
        for (const auto& [id, p] : topic.all()) f(name, p);
}

} // namespace kafka::detail::consumer

// The loop that a fetcher runs for each broker.
#include "client/fetcher.hpp"

#include "client/translate.hpp"
#include "protocol/list_offsets.hpp"
#include "protocol/offset_for_leader_epoch.hpp"

namespace kafka::detail::client {

namespace {

using consumer::plan_action;
using consumer::plan_item;

constexpr std::int16_t last_version_by_name = 12;
constexpr std::size_t answer_overhead = std::size_t{1} << 20; // everything that is not records

template <class Items>
auto find_partition(const Items& items, std::int32_t partition) {
    return std::ranges::find(items, partition, &plan_item::partition);
}

} // namespace

awaitable<void> fetcher::serve(std::int32_t node) {
    while (!closed_ && plan_.leads(node)) {
        auto step = next_step(node);
        switch (step.what) {
        case plan_action::find_offsets:
            co_await find_offsets(node, std::move(step.items));
            break;
        case plan_action::check_epochs:
            co_await check_epochs(node, std::move(step.items));
            break;
        case plan_action::fetch:
            co_await fetch(node, std::move(step.items));
            break;
        case plan_action::wait:
            co_await changed_.wait_until(step.until.value_or(clock::time_point::max()));
            break;
        }
    }
}

/// Not even the smallest fetch fits the budget while this is false.
bool fetcher::has_room() {
    const auto least =
        std::min(static_cast<std::size_t>(settings_.plan.partition_max_bytes), budget_->limit());
    return budget_->room() >= least || budget_->held() == 0;
}

consumer::plan_step fetcher::next_step(std::int32_t node) {
    bool room = has_room();
    const auto queued = [&](std::int32_t p) -> std::optional<std::size_t> {
        if (queue_->is_blocked(p)) return std::nullopt;
        return room ? queue_->queued(p) : std::numeric_limits<std::size_t>::max();
    };
    auto step = plan_.next(node, clock::now(), queued);
    if (step.what != plan_action::wait || !step.waits_for_application) return step;
    // The application may take or release something between the look above and these wishes, and
    // would not know that somebody waits: so look again.
    queue_->want_taken();
    budget_->want_room();
    room = has_room();
    step = plan_.next(node, clock::now(), queued);
    if (step.what == plan_action::wait && !room && queue_->is_empty())
        so_far_.note("the application holds " + std::to_string(budget_->held()) +
                     " bytes of messages, and queue_bytes is " + std::to_string(budget_->limit()));
    return step;
}

awaitable<void> fetcher::find_offsets(std::int32_t node, items asked) {
    protocol::list_offsets_request question{.replica_id = -1};
    auto& topic = question.topics.emplace_back();
    topic.name = *topic_;
    for (const auto& item : asked)
        topic.partitions.push_back({.partition_index = item.partition,
                                    .current_leader_epoch = item.leader_epoch,
                                    .timestamp = item.offset});
    auto got = co_await link_->request(route{node}, question, so_far_);
    if (!got) co_return request_failed(asked, got.error());
    for (const auto& t : (*got)->topics)
        for (const auto& p : t.partitions)
            if (const auto of = find_partition(asked, p.partition_index); of != asked.end()) {
                act(plan_.found(*of, code_of(p.error_code), p.offset, moment()), *of);
                asked.erase(of);
            }
    plan_.released(asked);
}

awaitable<void> fetcher::check_epochs(std::int32_t node, items asked) {
    protocol::offset_for_leader_epoch_request question{.replica_id = -1};
    auto& topic = question.topics.emplace_back();
    topic.topic = *topic_;
    for (const auto& item : asked)
        topic.partitions.push_back({.partition = item.partition,
                                    .current_leader_epoch = item.leader_epoch,
                                    .leader_epoch = item.offset_epoch});
    auto got = co_await link_->request(route{node}, question, so_far_);
    if (!got) co_return request_failed(asked, got.error());
    for (const auto& t : (*got)->topics)
        for (const auto& p : t.partitions)
            if (const auto of = find_partition(asked, p.partition); of != asked.end()) {
                act(plan_.checked(*of, code_of(p.error_code), p.end_offset, moment()), *of);
                asked.erase(of);
            }
    plan_.released(asked);
}

protocol::fetch_request fetcher::question_about(const items& asked) const {
    protocol::fetch_request question{.max_wait_ms =
                                         static_cast<std::int32_t>(settings_.max_wait.count()),
                                     .min_bytes = settings_.min_bytes};
    auto& topic = question.topics.emplace_back();
    topic.topic = *topic_;
    topic.topic_id = plan_.topic_id();
    std::int64_t most = 0;
    std::int32_t largest = 0;
    for (const auto& item : asked) {
        topic.partitions.push_back({.partition = item.partition,
                                    .current_leader_epoch = item.leader_epoch,
                                    .fetch_offset = item.offset,
                                    .partition_max_bytes = item.max_bytes});
        most += item.max_bytes;
        largest = std::max(largest, item.max_bytes);
    }
    const auto room = static_cast<std::int64_t>(budget_->room());
    const auto bounded = std::min<std::int64_t>({most, settings_.max_bytes, room});
    question.max_bytes = std::max(static_cast<std::int32_t>(bounded), largest);
    return question;
}

awaitable<void> fetcher::fetch(std::int32_t node, items asked) {
    auto to = co_await link_->reach(route{node}, purpose::fetch, so_far_);
    if (hung_up_.erase(node) > 0) co_return plan_.released(asked);
    if (!to) co_return request_failed(asked, to.error());
    const auto question = question_about(asked);
    consumer::byte_hold held(budget_, static_cast<std::size_t>(question.max_bytes));
    request_terms terms;
    terms.version = (*to)->versions().choose<protocol::fetch_request>();
    if (terms.version && !plan_.topic_id())
        terms.version = std::min(*terms.version, last_version_by_name);
    terms.timeout = link_->options().request_timeout + settings_.max_wait;
    terms.largest_answer =
        std::max(budget_->limit(), static_cast<std::size_t>(question.max_bytes)) + answer_overhead;
    auto got = co_await (*to)->request(question, std::move(terms));
    if (hung_up_.erase(node) > 0) co_return plan_.released(asked);
    if (got && (*got)->error_code != 0)
        got = cluster::fail(code_of((*got)->error_code), (*to)->name());
    if (!got) co_return request_failed(asked, got.error());
    failures_ = 0;
    so_far_.clear();
    take(*got, asked, std::move(held));
}

bool fetcher::is_ours(const protocol::fetch_response_topic& t, std::int16_t version) const {
    return version > last_version_by_name ? t.topic_id == plan_.topic_id() : t.topic == *topic_;
}

void fetcher::take(answer<protocol::fetch_request>& got, items& asked, consumer::byte_hold held) {
    held.resize(got.frame.bytes.size());
    std::shared_ptr<const consumer::received> memory;
    const auto keep = [&] {
        return std::make_shared<const consumer::received>(got.frame.memory, topic_,
                                                          std::move(held));
    };
    for (const auto& t : got->responses) {
        if (!is_ours(t, got.version)) continue;
        for (const auto& p : t.partitions) {
            const auto of = find_partition(asked, p.partition_index);
            if (of == asked.end()) continue; // not asked for, or answered twice
            take_partition(p, *of, memory, keep);
            asked.erase(of);
        }
    }
    plan_.released(asked);
}

void fetcher::take_partition(
    const protocol::fetch_response_partition& p, const plan_item& of,
    std::shared_ptr<const consumer::received>& memory,
    const std::function<std::shared_ptr<const consumer::received>()>& keep) {
    const auto error = code_of(p.error_code);
    const auto records = p.records ? p.records->data : wire::bytes();
    const auto extent = consumer::extent_of(records, of.offset);
    if (!error) queue_->saw_high_watermark(of.partition, p.high_watermark);
    if (!error && extent.what == consumer::record_extent::verdict::whole) {
        if (!memory) memory = keep();
        queue_->push({.partition = of.partition,
                      .generation = of.generation,
                      .from = of.offset,
                      .next = extent.next,
                      .high_watermark = p.high_watermark,
                      .records = extent.records,
                      .memory = memory});
    }
    act(plan_.fetched(of, error, extent, moment()), of);
}

void fetcher::act(const consumer::plan_verdict& verdict, const plan_item& of) {
    if (verdict.started) queue_->started(of.partition, of.generation, *verdict.started);
    if (verdict.tell) {
        auto why = *verdict.tell;
        queue_->fail(of.partition, of.generation, std::move(why));
    }
    if (!verdict.doubt_metadata) return;
    link_->doubt(*topic_);
    changed_.notify_all();
}

void fetcher::request_failed(const items& asked, const failure& why) {
    plan_.failed(asked, moment());
    if (closed_) return;
    link_->doubt(*topic_); // somebody else may lead by now
    count_failure(why);
    changed_.notify_all();
}

} // namespace kafka::detail::client

#include "client/fetch_loop.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

#include <boost/asio/co_spawn.hpp>

namespace kafka::detail::client {

namespace {

using consumer::intakes;

constexpr int attempts_for_absent_topic = 4; // a topic that was just created may take a moment

/// One of the fetchers while it runs, however it ends.
class running {
public:
    running(std::set<std::int32_t>& of, std::int32_t node) : of_(of), node_(node) {}
    ~running() { of_.erase(node_); }
    running(const running&) = delete;
    running& operator=(const running&) = delete;

private:
    std::set<std::int32_t>& of_;
    std::int32_t node_;
};

failure out_of_memory() {
    return cluster::fail(std::make_error_code(std::errc::not_enough_memory), "fetch");
}

} // namespace

fetch_loop::fetch_loop(std::shared_ptr<cluster_link> link, std::shared_ptr<reader_intake> records,
                       fetch_loop_options options)
    : link_(std::move(link))
    , intake_(std::move(records))
    , options_(std::move(options))
    , awake_(link_->io().get_executor())
    , doubtful_(link_->io().get_executor())
    , doubts_(link_->new_backoff()) {}

void fetch_loop::start() {
    asio::co_spawn(
        link_->io(), [self = shared_from_this()] { return self->supervise(); },
        [self = shared_from_this()](std::exception_ptr thrown) {
            if (!thrown || self->link_->is_closed()) return;
            self->intake_->drive([](intakes& in) { in.fail(out_of_memory()); });
            self->start();
        });
}

void fetch_loop::look_again() {
    hang_up_outdated();
    awake_.notify_all();
}

void fetch_loop::partitions_changed() {
    doubts_.succeeded();
    doubt();
    look_again();
}

void fetch_loop::close() {
    link_->close();
    awake_.notify_all();
    doubtful_.notify_all();
}

/// A long poll that asks for what nobody wants any more would only delay what is wanted: brokers
/// answer the requests of one connection in turn.
void fetch_loop::hang_up_outdated() {
    for (const auto& [node, plan] : under_way_) {
        if (!intake_->drive([p = plan](intakes& in) { return in.is_outdated(*p); })) continue;
        hung_up_.insert(node);
        link_->hang_up(node, purpose::fetch);
    }
}

/// A failure waits to be told: nobody needs to try again before somebody cares.
awaitable<void> fetch_loop::until_told() {
    const auto is_told = [](intakes& in) { return !in.has_untold_failure(); };
    while (!link_->is_closed() && !intake_->drive_or_sleep(is_told)) co_await awake_.wait();
}

void fetch_loop::doubt() {
    doubted_ = true;
    doubtful_.notify_all();
}

void fetch_loop::all_is_well() {
    attempts_ = 0;
    intake_->troubles().clear();
}

void fetch_loop::trouble(const failure& why) {
    if (link_->is_closed()) return;
    options_.meters->failed(why);
    intake_->troubles().note(why.text());
    const bool hopeless = !why.is(condition::retriable);
    const bool enough = options_.max_attempts > 0 && ++attempts_ >= options_.max_attempts;
    if (!hopeless && !enough) return;
    attempts_ = 0;
    intake_->drive([&](intakes& in) { in.fail(why); });
}

awaitable<void> fetch_loop::supervise() {
    auto steps = link_->new_backoff();
    while (!link_->is_closed()) {
        doubted_ = false;
        if (!co_await learn_topics()) {
            start_fetchers(); // for the topics that are well
            co_await until_told();
            co_await link_->pause(steps);
            continue;
        }
        steps.succeeded();
        start_fetchers();
        if (intake_->drive([](intakes& in) { return in.has_leaderless(); })) doubted_ = true;
        if (!doubted_) co_await doubtful_.wait_until(clock::now() + options_.metadata_age);
        if (!doubted_) continue;
        if (doubts_.failures() > 0)
            co_await link_->pause(doubts_);
        else // the first time at once
            static_cast<void>(doubts_.next(link_->random()));
    }
}

awaitable<bool> fetch_loop::learn_topics() {
    trail ignored; // the failure itself says it all
    const auto names = intake_->drive([](intakes& in) { return in.topics(); });
    if (names.empty()) co_return true; // in a group that has given us nothing yet
    auto asked = co_await link_->refresh(names, ignored);
    if (!asked) {
        trouble(asked.error());
        co_return false;
    }
    bool good = true;
    for (const auto& name : names) good &= judge(name, link_->metadata().topic(name));
    co_return good;
}

/// Takes the metadata in; false when the topic cannot be read now.
bool fetch_loop::judge(const std::string& name, const topic_pointer& topic) {
    if (!topic) return false;
    auto why = cluster::fail(topic->error, "topic \"" + name + "\"");
    if (!topic->error && options_.partition && topic->find(*options_.partition) == nullptr) {
        why = {broker_errc::unknown_topic_or_partition,
               "topic \"" + name + "\" has no partition " + std::to_string(*options_.partition) +
                   ": it has " + std::to_string(topic->partitions.size()),
               {}};
        intake_->drive([&](intakes& in) { in.fail(why); });
        return false;
    }
    if (!topic->error) {
        seen_[name] = {.known = true};
        intake_->drive([&](intakes& in) {
            if (auto* one = in.find(name)) one->assign(*topic);
        });
        return true;
    }
    intake_->troubles().note(why.text());
    if (topic->error == condition::not_found) return judge_absent(name, std::move(why));
    if (topic->error == condition::retriable) return false;
    intake_->drive([&](intakes& in) { in.fail(why); });
    return false;
}

bool fetch_loop::judge_absent(const std::string& name, failure why) {
    auto& seen = seen_[name];
    if (++seen.absent < attempts_for_absent_topic) return false;
    if (std::exchange(seen.known, false)) {
        why = {errc::topic_deleted, "topic \"" + name + "\" was deleted", {}};
        intake_->drive([&](intakes& in) {
            if (auto* one = in.find(name)) one->forget_topic(why);
        });
        return false;
    }
    intake_->drive([&](intakes& in) { in.fail(why); });
    return false;
}

void fetch_loop::start_fetchers() {
    const std::set<std::int32_t> leaders =
        intake_->drive([](const intakes& in) { return in.leaders(); });
    for (const auto node : leaders) {
        if (!fetching_.insert(node).second) continue;
        asio::co_spawn(
            link_->io(), [self = shared_from_this(), node] { return self->fetch_from(node); },
            [self = shared_from_this()](std::exception_ptr thrown) {
                if (!thrown || self->link_->is_closed()) return;
                self->intake_->drive([](intakes& in) { in.fail(out_of_memory()); });
                self->doubt(); // which starts it again
            });
    }
    awake_.notify_all(); // those that run may have more to do now
}

bool fetch_loop::leads(std::int32_t node) {
    return intake_->drive([node](intakes& in) { return in.leaders().contains(node); });
}

awaitable<void> fetch_loop::fetch_from(std::int32_t node) {
    const auto self = shared_from_this();
    const running mark(fetching_, node);
    auto steps = link_->new_backoff();
    while (!link_->is_closed() && leads(node)) {
        bool good = co_await settle(node);
        if (good && !link_->is_closed()) {
            const auto plan =
                intake_->drive_or_sleep([node](intakes& in) { return in.plan(node); });
            if (plan)
                good = co_await fetch(*plan);
            else
                co_await awake_.wait();
        }
        if (good)
            steps.succeeded();
        else
            co_await link_->pause(steps);
    }
}

/// True when the answer was worth the question.
bool fetch_loop::follow(const consumer::intake_verdict& verdict) {
    if (!verdict.words.empty()) link_->log(log_level::warning, [&] { return verdict.words; });
    if (!verdict.metadata_is_wrong) return verdict.progress;
    intake_->troubles().note(verdict.words);
    doubt();
    return verdict.progress;
}

} // namespace kafka::detail::client

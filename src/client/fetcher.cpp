#include "client/fetcher.hpp"

#include <kafka/broker_errc.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

namespace kafka::detail::client {

namespace {

constexpr int patience_with_absent_topic = 4; // one that was just created may take a moment
constexpr std::int32_t whole_topic = -1;

} // namespace

std::shared_ptr<fetcher> fetcher::make(link_pointer link, fetch_settings settings) {
    auto out = std::make_shared<fetcher>(std::move(link), std::move(settings));
    // Called on the application's threads, perhaps long after everything was closed.
    auto poke = [weak = std::weak_ptr(out)] {
        const auto self = weak.lock();
        if (!self) return;
        asio::post(self->link_->io(), [weak] {
            if (const auto still = weak.lock()) still->changed_.notify_all();
        });
    };
    out->queue_ = std::make_shared<consumer::buffered>(poke);
    out->budget_ = std::make_shared<consumer::byte_budget>(out->settings_.queue_bytes, poke);
    return out;
}

fetcher::fetcher(link_pointer link, fetch_settings settings)
    : link_(std::move(link))
    , settings_(std::move(settings))
    , topic_(std::make_shared<const std::string>(settings_.plan.topic))
    , plan_(settings_.plan)
    , changed_(link_->io().get_executor()) {}

std::shared_ptr<fetch_port> make_fetcher(const runtime::implementation& on, link_options link,
                                         fetch_settings settings) {
    return fetcher::make(std::make_shared<cluster_link>(on.io(), on.callbacks(), std::move(link)),
                         std::move(settings));
}

void fetcher::start() {
    asio::post(link_->io(), [self = shared_from_this()] {
        if (self->closed_) return;
        asio::co_spawn(
            self->link_->io(), [self] { return self->run(); }, asio::detached);
    });
}

void fetcher::close() {
    asio::post(link_->io(), [self = shared_from_this()] {
        self->closed_ = true;
        self->link_->close();
        self->changed_.notify_all();
    });
}

void fetcher::restart(std::optional<std::int32_t> partition, std::uint64_t generation,
                      kafka::start_offset where) {
    asio::post(link_->io(), [self = shared_from_this(), partition, generation, where] {
        self->go_on_at(partition, generation, where);
    });
}

void fetcher::go_on_at(std::optional<std::int32_t> partition, std::uint64_t generation,
                       kafka::start_offset where) {
    std::vector<std::int32_t> fetching;
    if (!partition)
        fetching = plan_.restart_all(generation, where);
    else if (const auto node = plan_.restart(*partition, generation, where))
        fetching.push_back(*node);
    for (const auto node : fetching) { // the broker may keep us waiting with what nobody wants
        hung_up_.insert(node);
        link_->hang_up(node, purpose::fetch);
    }
    changed_.notify_all();
}

awaitable<void> fetcher::run() {
    auto steps = link_->new_backoff();
    while (!closed_) {
        if (!co_await renew_topic(steps)) {
            co_await until_told(steps);
            continue;
        }
        spawn_loops();
        const auto expires = clock::now() + link_->options().metadata_age;
        if (plan_.lacks_leader()) link_->doubt(*topic_);
        while (!closed_ && link_->metadata().is_fresh(*topic_, clock::now()))
            co_await changed_.wait_until(expires);
        co_await link_->pause(steps); // whatever made the metadata doubtful may take a moment
    }
}

/// After a failure: until the application was told, or for a pause when there is nothing to tell.
awaitable<void> fetcher::until_told(cluster::backoff& steps) {
    queue_->want_taken();
    if (!queue_->is_blocked(whole_topic)) co_return co_await link_->pause(steps);
    while (!closed_ && queue_->is_blocked(whole_topic)) {
        co_await changed_.wait();
        queue_->want_taken();
    }
}

/// False when there is nothing to read at the moment.
awaitable<bool> fetcher::renew_topic(cluster::backoff& steps) {
    const std::vector<std::string> asked_about(1, *topic_);
    auto asked = co_await link_->refresh(asked_about, so_far_);
    if (closed_) co_return false;
    if (!asked) {
        count_failure(asked.error());
        co_return false;
    }
    const auto topic = link_->metadata().topic(*topic_);
    if (!topic || topic->error)
        co_return topic_is_absent(cluster::fail(
            topic ? topic->error : make_error_code(broker_errc::unknown_topic_or_partition),
            "topic " + *topic_));
    absent_ = 0;
    steps.succeeded();
    co_return take_topic(*topic);
}

bool fetcher::take_topic(const cluster::topic_metadata& topic) {
    const auto generation = [this](std::int32_t p) { return queue_->generation(p); };
    if (!plan_.adopt(topic, generation)) {
        queue_->restart_all();
        plan_.forget();
        static_cast<void>(plan_.adopt(topic, generation));
        report({errc::topic_deleted,
                "topic " + *topic_ + " (the next call reads the new one of that name)",
                {}});
    }
    for (const auto& p : plan_.known_offsets())
        queue_->started(p.partition, p.generation, p.offset);
    const auto wanted = settings_.plan.partition;
    if (!wanted || topic.find(*wanted)) return true;
    report({broker_errc::unknown_topic_or_partition,
            "topic " + *topic_ + " has " + std::to_string(topic.partitions.size()) +
                " partitions; there is no partition " + std::to_string(*wanted),
            {}});
    return false;
}

bool fetcher::topic_is_absent(const failure& why) {
    so_far_.note(why.text());
    if (why.is(condition::retriable) && !why.is(condition::not_found)) return false;
    if (why.is(condition::not_found) && ++absent_ < patience_with_absent_topic) return false;
    absent_ = 0;
    if (!plan_.knows_topic() || !why.is(condition::not_found)) {
        report(why);
        return false;
    }
    plan_.forget();
    queue_->restart_all();
    report({errc::topic_deleted, "topic " + *topic_, {}});
    return false;
}

void fetcher::report(failure why) {
    why.causes = so_far_.causes();
    std::erase(why.causes, why.what);
    queue_->fail(whole_topic, queue_->generation(whole_topic), std::move(why));
}

void fetcher::count_failure(const failure& why) {
    so_far_.note(why.text());
    ++failures_;
    const bool enough = settings_.max_attempts > 0 && failures_ >= settings_.max_attempts;
    if (closed_ || (why.is(condition::retriable) && !enough)) return;
    failures_ = 0;
    report(why);
}

void fetcher::spawn_loops() {
    for (const auto node : plan_.leaders()) {
        if (!serving_.insert(node).second) continue;
        asio::co_spawn(
            link_->io(), [self = shared_from_this(), node] { return self->serve(node); },
            [self = shared_from_this(), node](std::exception_ptr) {
                self->serving_.erase(node);
                if (!self->closed_ && self->plan_.leads(node)) self->spawn_loops();
            });
    }
    changed_.notify_all();
}

} // namespace kafka::detail::client

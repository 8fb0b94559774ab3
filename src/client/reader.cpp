#include "client/reader.hpp"

#include "client/failures.hpp"
#include "client/flag.hpp"
#include "client/reader_options.hpp"

#include <kafka/error.hpp>

#include <boost/asio/post.hpp>

namespace kafka {

namespace internal = detail::client;
using detail::consumer::fetched;

namespace {

/// Wakes a thread of the application.
struct flag_waiter final : internal::reader_waiter {
    internal::flag flag;
    void wake() override { flag.set(); }
};

/// Calls the loop on its thread, from any thread, if both still exist.
class loop_caller {
public:
    explicit loop_caller(const std::shared_ptr<internal::io_loop>& io) : io_(io) {}

    void aim_at(const std::shared_ptr<internal::fetch_loop>& loop) {
        std::lock_guard lock(mutex_);
        loop_ = loop;
    }
    void look_again() const {
        std::weak_ptr<internal::fetch_loop> loop;
        {
            std::lock_guard lock(mutex_);
            loop = loop_;
        }
        if (const auto io = io_.lock())
            boost::asio::post(*io, [loop] {
                if (const auto l = loop.lock()) l->look_again();
            });
    }

private:
    std::weak_ptr<internal::io_loop> io_;
    mutable std::mutex mutex_;
    std::weak_ptr<internal::fetch_loop> loop_;
};

} // namespace

reader::implementation::implementation(reader_options options) : options_(std::move(options)) {
    auto link_options = internal::check(options_);
    runtime_ = options_.runtime ? options_.runtime->body() : runtime::shared().body();
    auto caller = std::make_shared<loop_caller>(runtime_->io());
    const auto call = [caller] { caller->look_again(); };
    budget_ = std::make_shared<detail::consumer::byte_budget>(options_.queue_bytes, call);
    intake_ = std::make_shared<internal::reader_intake>(
        internal::intake_options_from(options_, budget_), call);
    auto link = std::make_shared<internal::cluster_link>(runtime_->io(), runtime_->callbacks(),
                                                         std::move(link_options));
    loop_ = std::make_shared<internal::fetch_loop>(std::move(link), intake_,
                                                   internal::loop_options_from(options_, budget_));
    caller->aim_at(loop_);
}

reader::implementation::~implementation() { close(); }

void reader::implementation::close() {
    if (runtime_->refuse()) return;
    intake_->close();
    runtime_->post([loop = loop_] { loop->close(); });
}

const std::shared_ptr<internal::reader_intake>& reader::implementation::intake() {
    if (!started_.load(std::memory_order_relaxed) && !started_.exchange(true))
        runtime_->post([loop = loop_] { loop->start(); });
    return intake_;
}

/// The next piece that has a message; null when there is none yet.
std::unique_ptr<batch::implementation> reader::implementation::next_piece() {
    const detail::consumer::walk_rules rules{options_.check_crcs, options_.queue_bytes, budget_};
    for (;;) {
        if (intake_->is_closed()) return nullptr;
        auto got = intake_->apply([](detail::consumer::intake& in) { return in.take(); });
        if (auto* failed = std::get_if<detail::cluster::failure>(&got)) internal::raise(*failed);
        auto* piece = std::get_if<fetched>(&got);
        if (piece == nullptr) return nullptr;
        detail::consumer::record_walk records(std::move(*piece), rules);
        auto out = std::make_unique<batch::implementation>(
            detail::consumer::message_walk(std::move(records)), intake_);
        if (!out->at_end()) return out;
    }
}

/// Moves to the next message; false when there is none yet.
bool reader::implementation::advance() {
    if (current_) {
        if (intake_->is_closed()) return false;
        current_->advance();
        if (!current_->at_end()) return true;
        current_.reset();
    }
    current_ = next_piece();
    return current_ != nullptr;
}

std::optional<message> reader::implementation::take_message() {
    std::lock_guard lock(walking_);
    if (!advance()) return std::nullopt;
    return current_->current();
}

batch reader::implementation::take_batch() {
    std::lock_guard lock(walking_);
    if (!advance()) return {};
    return batch(std::move(current_));
}

void reader::implementation::wait(const context& ctx) {
    if (const auto refused = runtime_->refuse_to_block()) raise_ended(refused);
    const auto waiter = std::make_shared<flag_waiter>();
    if (!intake()->wait(waiter)) return;
    const auto why = waiter->flag.wait(ctx);
    if (!why) return;
    intake_->stop_waiting(waiter);
    raise_ended(why);
}

void reader::implementation::raise_ended(std::error_code why) const {
    auto out = internal::ended_by_context(why, "fetch from topic \"" + options_.topic + "\"",
                                          intake_->troubles());
    const bool starved =
        intake_->apply([](const detail::consumer::intake& in) { return in.is_starved(); });
    if (starved)
        out.causes.push_back("messages that the application holds use up queue_bytes (" +
                             std::to_string(budget_->held()) + " of " +
                             std::to_string(budget_->limit()) + ")");
    internal::raise(out);
}

void reader::implementation::seek(std::optional<std::int32_t> partition, start_offset where) {
    if (const auto refused = runtime_->refuse()) raise_ended(refused);
    internal::check_start(where);
    if (is_closed()) throw error(errc::closed, "set_offset: the reader is closed");
    if (partition && options_.partition && *partition != *options_.partition)
        throw error(errc::invalid_argument, "set_offset: this reader reads partition " +
                                                std::to_string(*options_.partition) + " only");
    if (!partition) partition = options_.partition;
    std::lock_guard lock(walking_);
    if (current_ && (!partition || current_->what().partition == *partition)) current_.reset();
    intake_->apply([&](detail::consumer::intake& in) {
        partition ? in.seek(*partition, where) : in.seek_all(where);
    });
    if (started_) runtime_->post([loop = loop_] { loop->look_again(); });
}

std::vector<reader_position> reader::implementation::positions() const {
    std::lock_guard lock(walking_);
    std::vector<reader_position> out;
    intake_->look([&](const detail::consumer::intake& in) {
        out.reserve(in.all().size());
        for (const auto& [id, p] : in.all()) out.push_back({id, p.returned, p.high_watermark});
    });
    if (current_)
        for (auto& p : out)
            if (p.partition == current_->what().partition) p.offset = current_->next_offset();
    return out;
}

reader::reader(reader_options options)
    : body_(std::make_shared<implementation>(std::move(options))) {}

std::optional<message> reader::fetch_message(const context& ctx) {
    auto taken = body_->take_message(); // one variable, so that it is never moved
    while (!taken && !body_->is_closed()) {
        body_->wait(ctx);
        taken = body_->take_message();
    }
    return taken;
}

batch reader::fetch_batch(const context& ctx) {
    auto taken = body_->take_batch();
    while (taken.empty() && !body_->is_closed()) {
        body_->wait(ctx);
        taken = body_->take_batch();
    }
    return taken;
}

void reader::set_offset(kafka::start_offset where) { body_->seek(std::nullopt, where); }
void reader::set_offset(std::int32_t partition, kafka::start_offset where) {
    body_->seek(partition, where);
}

namespace {

std::optional<reader_position> only_one(const std::vector<reader_position>& all) {
    return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

} // namespace

std::int64_t reader::offset() const {
    const auto p = only_one(body_->positions());
    return p ? p->offset : -1;
}

std::int64_t reader::lag() const {
    const auto p = only_one(body_->positions());
    return p ? p->lag() : -1;
}

std::vector<reader_position> reader::positions() const { return body_->positions(); }
void reader::close() { body_->close(); }

} // namespace kafka

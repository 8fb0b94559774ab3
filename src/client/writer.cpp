#include "client/writer.hpp"

#include "client/failures.hpp"
#include "client/flag.hpp"
#include "client/write_call.hpp"
#include "client/writer_settings.hpp"

#include <kafka/error.hpp>

namespace kafka {

using detail::client::flag;

namespace {

/// What is wrong with the topic of a record, in the terms of the call.
std::string topic_trouble(std::string_view fixed, std::string_view own) {
    if (!fixed.empty()) return "the writer has a topic of its own, and so has the record";
    if (own.empty()) return "neither the writer nor the record has a topic";
    return "\"" + std::string(own) + "\" is not a topic name";
}

} // namespace

writer::implementation::implementation(writer_options options) {
    auto checked = detail::client::check_writer_options(options);
    runtime_ = options.runtime ? options.runtime->body() : kafka::runtime::shared().body();
    constant_stats_ = stats_of(options);
    fixed_name_ = std::move(options.topic);
    async_ = options.async;
    loop_ = std::make_shared<detail::client::send_loop>(
        runtime_->io(), runtime_->callbacks(), std::move(checked.link), std::move(checked.send));
}

writer::implementation::~implementation() {
    if (!runtime_->refuse()) runtime_->post([loop = loop_] { loop->stop(); });
}

writer::implementation::topic* writer::implementation::topic_of(const record& r) {
    if (!fixed_name_.empty()) {
        if (!r.topic.empty()) return nullptr;
        if (auto* known = fixed_.load(std::memory_order_acquire)) return known;
        auto& found = loop_->records().topic_of(fixed_name_);
        fixed_.store(&found, std::memory_order_release);
        return &found;
    }
    if (auto* known = loop_->records().find(r.topic)) return known;
    if (!detail::client::is_topic_name(r.topic)) return nullptr;
    return &loop_->records().topic_of(r.topic);
}

detail::producer::posting writer::implementation::posting_of(const record& r,
                                                             std::int64_t now_ms) const {
    const auto own = r.timestamp.time_since_epoch().count();
    return {.what = &r, .timestamp_ms = own != 0 ? own : now_ms};
}

void writer::implementation::check(std::span<const record> records, std::string_view call) {
    if (const auto refused = runtime_->refuse()) raise(refused, call);
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto& r = records[i];
        const auto here = [&] {
            return std::string(call) + ": record " + std::to_string(i) + ": ";
        };
        if (topic_of(r) == nullptr)
            throw error(errc::invalid_argument, here() + topic_trouble(fixed_name_, r.topic));
        if (const auto wrong = loop_->records().check(r))
            throw error(wrong, here() + "a batch holds at most " +
                                   std::to_string(loop_->records().options().batch_bytes) +
                                   " bytes (batch_bytes)");
    }
}

void writer::implementation::refuse_to_block(std::string_view call) const {
    if (const auto refused = runtime_->refuse_to_block()) raise(refused, call);
}

void writer::implementation::raise(std::error_code why, std::string_view call) const {
    detail::client::raise(detail::client::ended_by_context(why, call, loop_->so_far()));
}

void writer::implementation::write_messages(const context& ctx, std::span<const record> records) {
    if (async_) return post(ctx, records, {});
    refuse_to_block("write messages");
    check(records, "write messages");
    if (records.empty()) return;
    auto& accumulator = loop_->records();
    const auto now = accumulator.time().wall_ms();
    const auto call = std::make_shared<detail::client::write_call>(records.size());
    const detail::producer::call_pointer link = call;
    std::error_code ended;
    for (std::size_t i = 0; i < records.size(); ++i) {
        auto p = posting_of(records[i], now);
        p.call = &link;
        std::uint32_t part = 0;
        const auto failed = ended ? ended : accumulator.place(*topic_of(records[i]), p, part, ctx);
        if (failed == errc::timed_out || failed == errc::cancelled) ended = failed;
        if (failed)
            call->refused(i, failed);
        else
            call->placed(i, part);
    }
    if (const auto why = call->wait(ctx)) ended = why;
    auto errors = call->errors(ended);
    if (!errors.empty()) throw write_errors(std::move(errors));
}

void writer::implementation::post(const context& ctx, std::span<const record> records,
                                  delivery_callback done) {
    check(records, "post");
    auto& accumulator = loop_->records();
    const auto now = accumulator.time().wall_ms();
    for (const auto& r : records) {
        auto p = posting_of(r, now);
        p.callback = done;
        auto& t = *topic_of(r);
        std::uint32_t ignored = 0;
        auto failed = accumulator.try_place(t, p, ignored);
        if (failed == errc::queue_full) {
            refuse_to_block("post");
            failed = accumulator.place(t, p, ignored, ctx);
        }
        if (failed) raise(failed, "post");
    }
}

std::error_code writer::implementation::try_post(const record& r, delivery_callback done) {
    if (const auto refused = runtime_->refuse()) return refused;
    auto* t = topic_of(r);
    if (t == nullptr) return errc::invalid_argument;
    auto& accumulator = loop_->records();
    if (const auto wrong = accumulator.check(r)) return wrong;
    auto p = posting_of(r, accumulator.time().wall_ms());
    p.callback = done;
    std::uint32_t ignored = 0;
    return accumulator.try_place(*t, p, ignored);
}

void writer::implementation::flush(const context& ctx) {
    refuse_to_block("flush");
    auto& accumulator = loop_->records();
    const auto cut = accumulator.under_way.cut();
    accumulator.nudge();
    if (const auto ended = accumulator.under_way.wait(cut, ctx)) raise(ended, "flush");
}

undelivered writer::implementation::close(const context& ctx) {
    refuse_to_block("close");
    loop_->begin_closing();
    auto& accumulator = loop_->records();
    accumulator.close();
    const auto cut = accumulator.under_way.cut();
    accumulator.nudge();
    static_cast<void>(accumulator.under_way.wait(cut, ctx)); // late or not: it ends here
    const auto stopped = std::make_shared<flag>();
    runtime_->post([loop = loop_, stopped] {
        loop->stop();
        stopped->set();
    });
    static_cast<void>(stopped->wait({}));
    return loop_->not_delivered();
}

writer::writer(writer_options options)
    : body_(std::make_shared<implementation>(std::move(options))) {}

void writer::write_messages(const context& ctx, std::span<const record> records) {
    body_->write_messages(ctx, records);
}
void writer::post(const context& ctx, const record& r, delivery_callback done) {
    body_->post(ctx, {&r, 1}, done);
}
void writer::post(const context& ctx, std::span<const record> records, delivery_callback done) {
    body_->post(ctx, records, done);
}
std::error_code writer::try_post(const record& r, delivery_callback done) {
    return body_->try_post(r, done);
}
void writer::flush(const context& ctx) { body_->flush(ctx); }
undelivered writer::close(const context& ctx) { return body_->close(ctx); }
writer_stats writer::stats() const { return body_->stats(); }

} // namespace kafka

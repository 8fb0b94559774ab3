// The calls of kafka::reader.
#include "client/reader.hpp"

#include <kafka/error.hpp>

namespace kafka {

namespace {

using asks = reader::implementation::asks;

std::optional<message> next_message(reader::implementation& body, const context& ctx, asks how) {
    auto taken = body.take_message(how); // one variable, so that it is never moved
    while (!taken && !body.is_closed()) {
        body.wait(ctx);
        taken = body.take_message(how);
    }
    return taken;
}

batch next_batch(reader::implementation& body, const context& ctx, asks how) {
    auto taken = body.take_batch(how);
    while (taken.empty() && !body.is_closed()) {
        body.wait(ctx);
        taken = body.take_batch(how);
    }
    return taken;
}

std::optional<reader_position> only_one(const reader::implementation& body) {
    if (body.is_in_group()) return std::nullopt;
    const auto all = body.positions();
    return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

} // namespace

reader::implementation::asks reader::implementation::by_policy(const reader_options& options) {
    return options.commit_policy == commit_policy::next_read ? asks::for_committed
                                                             : asks::by_itself;
}

detail::consumer::commit_marks reader::implementation::marks_of(std::span<const message> messages) {
    detail::consumer::commit_marks out;
    for (const auto& m : messages) {
        auto& mark = out[{std::string(m.topic), m.partition}];
        if (m.offset < mark.offset) continue;
        mark.offset = m.offset + 1;
        mark.leader_epoch = m.leader_epoch;
    }
    return out;
}

reader::reader(reader_options options)
    : body_(std::make_shared<implementation>(std::move(options))) {}

std::optional<message> reader::fetch_message(const context& ctx) {
    return next_message(*body_, ctx, asks::by_itself);
}

std::optional<message> reader::read_message(const context& ctx) {
    auto taken = next_message(*body_, ctx, body_->by_policy(body_->options()));
    if (taken && body_->is_in_group() && body_->options().commit_policy == commit_policy::on_read)
        commit_messages(ctx, *taken);
    return taken;
}

batch reader::fetch_batch(const context& ctx) { return next_batch(*body_, ctx, asks::by_itself); }

batch reader::read_batch(const context& ctx) {
    return next_batch(*body_, ctx, body_->by_policy(body_->options()));
}

void reader::commit_messages(const context& ctx, std::span<const message> messages) {
    const bool wait = body_->options().commit_interval.count() == 0;
    body_->commit(ctx, body_->marks_of(messages), false, wait);
}

void reader::commit_offset(const context& ctx, const topic_partition& partition,
                           std::int64_t offset, std::string metadata) {
    if (offset < 0)
        throw error(errc::invalid_argument, "commit_offset: the offset must not be negative");
    body_->commit(ctx, {{partition, {offset, -1, std::move(metadata)}}}, true, true);
}

void reader::set_offset(kafka::start_offset where) { body_->set_offset(std::nullopt, where); }
void reader::set_offset(std::int32_t partition, kafka::start_offset where) {
    body_->set_offset(partition, where);
}
void reader::seek(const topic_partition& partition, kafka::start_offset where) {
    body_->seek(partition, where);
}
void reader::pause(std::span<const topic_partition> partitions) { body_->pause(partitions, true); }
void reader::resume(std::span<const topic_partition> partitions) {
    body_->pause(partitions, false);
}

std::int64_t reader::offset() const {
    const auto p = only_one(*body_);
    return p ? p->offset : -1;
}

std::int64_t reader::lag() const {
    const auto p = only_one(*body_);
    return p ? p->lag() : -1;
}

std::int64_t reader::read_lag(const context& ctx) { return body_->read_lag(ctx); }
reader_stats reader::stats() const { return body_->stats(); }
std::vector<reader_position> reader::positions() const { return body_->positions(); }
void reader::close() { close(context::after(std::chrono::seconds(5))); }
void reader::close(const context& ctx) { body_->close(&ctx); }

} // namespace kafka

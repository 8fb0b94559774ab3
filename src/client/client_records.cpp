// The blocking calls of kafka::client that write and read the records of one partition once.
#include "client/patience.hpp"
#include "client/translate.hpp"
#include "consumer/message_walk.hpp"
#include "protocol/fetch.hpp"
#include "protocol/produce.hpp"
#include "record/batch_builder.hpp"
#include "wire/byte_order.hpp"

#include <algorithm>

namespace kafka {

namespace {

using detail::client::ask_patiently;
using detail::client::bytes_of;
using detail::client::code_of;
namespace consumer = detail::consumer;
namespace protocol = detail::protocol;
namespace wire = detail::wire;

std::string text_of(const topic_partition& p) {
    return "topic " + p.topic + " partition " + std::to_string(p.partition);
}

std::error_code missing() { return errc::bad_response; }

template <class Topics, class Name, class Partitions, class Index>
auto find(const Topics& topics, const topic_partition& where, Name name, Partitions partitions,
          Index index) -> decltype(&(topics.front().*partitions).front()) {
    for (const auto& t : topics)
        for (const auto& p : t.*partitions)
            if (t.*name == where.topic && p.*index == where.partition) return &p;
    return nullptr;
}

const protocol::produce_response_partition* find(const protocol::produce_response& in,
                                                 const topic_partition& where) {
    using topic = protocol::produce_response_topic;
    return find(in.responses, where, &topic::name, &topic::partition_responses,
                &protocol::produce_response_partition::index);
}

const protocol::fetch_response_partition* find(const protocol::fetch_response& in,
                                               const topic_partition& where) {
    using topic = protocol::fetch_response_topic;
    return find(in.responses, where, &topic::topic, &topic::partitions,
                &protocol::fetch_response_partition::partition_index);
}

template <class Found>
std::error_code error_of(const Found* p) {
    return p == nullptr ? missing() : code_of(p->error_code);
}

produce_result result_from(const protocol::produce_response& answer, const topic_partition& to) {
    produce_result out{.throttle = std::chrono::milliseconds(answer.throttle_time_ms)};
    const auto* p = find(answer, to);
    out.error = error_of(p);
    if (p == nullptr) return out;
    out.base_offset = p->base_offset;
    if (p->log_append_time_ms >= 0)
        out.append_time = timestamp(std::chrono::milliseconds(p->log_append_time_ms));
    out.log_start_offset = p->log_start_offset;
    for (const auto& r : p->record_errors)
        out.refused.push_back(
            {r.batch_index, std::string(r.batch_index_error_message.value_or(""))});
    out.detail = std::string(p->error_message.value_or(""));
    return out;
}

std::int64_t now_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

void check(const fetch_options& o, const topic_partition& from) {
    if (o.min_bytes < 0 || o.max_bytes <= 0 || o.max_wait.count() < 0)
        throw error(errc::invalid_argument,
                    "fetch from " + text_of(from) +
                        ": min_bytes and max_wait must not be negative, max_bytes be more than 0");
}

protocol::fetch_request request_from(const topic_partition& from, std::int64_t offset,
                                     const fetch_options& o) {
    constexpr std::int64_t longest = 0x7fffffff;
    protocol::fetch_request out{.max_wait_ms = static_cast<std::int32_t>(
                                    std::min<std::int64_t>(o.max_wait.count(), longest)),
                                .min_bytes = o.min_bytes,
                                .max_bytes = o.max_bytes,
                                .isolation_level = static_cast<std::int8_t>(o.isolation)};
    out.topics.push_back({.topic = from.topic});
    out.topics.back().partitions.push_back(
        {.partition = from.partition, .fetch_offset = offset, .partition_max_bytes = o.max_bytes});
    return out;
}

fetch_result result_from(reply<protocol::fetch_request> answer, const topic_partition& from) {
    fetch_result out{.throttle = std::chrono::milliseconds(answer->throttle_time_ms)};
    const auto* p = find(*answer, from);
    out.error = answer->error_code != 0 ? code_of(answer->error_code) : error_of(p);
    if (p == nullptr) return out;
    out.high_watermark = p->high_watermark;
    out.last_stable_offset = p->last_stable_offset;
    out.log_start_offset = p->log_start_offset;
    if (p->aborted_transactions)
        for (const auto& t : *p->aborted_transactions)
            out.aborted.push_back({t.producer_id, t.first_offset});
    if (p->records) out.raw = std::span(p->records->data);
    out.keeps = std::move(answer.keeps);
    return out;
}

/// The whole batches of `raw`: the last may be cut short.
wire::bytes whole_batches(bytes_view raw) {
    constexpr std::size_t to_length = 12;
    auto left = raw.bytes();
    std::size_t whole = 0;
    while (left.size() - whole >= to_length) {
        const auto length = wire::load<std::int32_t>(left.data() + whole + sizeof(std::int64_t));
        if (length < 0 || left.size() - whole - to_length < static_cast<std::size_t>(length)) break;
        whole += to_length + static_cast<std::size_t>(length);
    }
    return left.first(whole);
}

void decode(fetch_result& result, const topic_partition& from, std::int64_t offset) {
    consumer::received memory{.frame = result.keeps,
                              .topic = std::make_shared<const std::string>(from.topic)};
    consumer::fetched what{.partition = from.partition,
                           .from = offset,
                           .next = offset,
                           .high_watermark = result.high_watermark,
                           .records = whole_batches(result.raw)};
    what.memory = std::make_shared<const consumer::received>(std::move(memory));
    consumer::message_walk walk{consumer::record_walk(std::move(what), {})};
    while (walk.next()) result.messages.push_back(walk.current());
    if (const auto& damage = walk.records().damage())
        throw error(damage->code, "fetch from " + text_of(from) + ": " + damage->what);
}

} // namespace

produce_result client::produce(const context& ctx, const topic_partition& to,
                               std::span<const record> records, const produce_options& options) {
    if (records.empty())
        throw error(errc::invalid_argument, "produce to " + text_of(to) + ": there is no record");
    const auto batch = detail::record::make_batch({.timestamp_ms = now_ms()}, records,
                                                  options.compression, options.compression_level);
    if (batch.empty())
        throw error(errc::message_too_large,
                    "produce to " + text_of(to) + ": the records do not fit a batch");
    return raw_produce(ctx, to, std::span(batch), options);
}

produce_result client::raw_produce(const context& ctx, const topic_partition& to, bytes_view batch,
                                   const produce_options& options) {
    protocol::produce_request question{
        .transactional_id = options.transactional_id,
        .acks = static_cast<std::int16_t>(options.acks),
        .timeout_ms =
            static_cast<std::int32_t>(body_->link()->options().request_timeout.count() * 9 / 10)};
    question.topic_data.push_back({.name = to.topic});
    question.topic_data.back().partition_data.push_back({to.partition, wire::blob(batch.bytes())});
    const request_options leader{.leader = to};
    if (options.acks == acks::none) {
        request(ctx, question, leader);
        return {};
    }
    const auto got = ask_patiently(*this, ctx, question, leader,
                                   [&](const auto& answer) { return error_of(find(answer, to)); });
    return result_from(*got, to);
}

namespace {

std::int64_t resolve(client& of, const context& ctx, const topic_partition& from, start_offset at) {
    if (!at.is_time() && at.value() >= 0) return at.value();
    const auto find = [&](start_offset where) {
        const auto found = of.list_offsets(ctx, {{from, where}}).front();
        if (found.error) throw error(found.error, text_of(from));
        return found.offset;
    };
    const auto offset = find(at);
    return offset < 0 ? find(last_offset) : offset; // nothing is as late as that: the end
}

fetch_result fetch_once(client& of, const context& ctx, const topic_partition& from,
                        std::int64_t offset, const fetch_options& options) {
    const request_options leader{
        .leader = from, .timeout = options.max_wait + of.body()->link()->options().request_timeout};
    auto got = ask_patiently(of, ctx, request_from(from, offset, options), leader,
                             [&](const auto& answer) { return error_of(find(answer, from)); });
    return result_from(std::move(got), from);
}

} // namespace

fetch_result client::raw_fetch(const context& ctx, const topic_partition& from, start_offset at,
                               const fetch_options& options) {
    check(options, from);
    return fetch_once(*this, ctx, from, resolve(*this, ctx, from, at), options);
}

fetch_result client::fetch(const context& ctx, const topic_partition& from, start_offset at,
                           const fetch_options& options) {
    check(options, from);
    const auto offset = resolve(*this, ctx, from, at);
    auto out = fetch_once(*this, ctx, from, offset, options);
    if (!out.error) decode(out, from, offset);
    return out;
}

} // namespace kafka

#include "client/property.hpp"

namespace kafka::detail::client {

namespace {

refusal set_acks(writer_options& o, const std::string& value) {
    const auto acks = acks_from_string(value);
    if (!acks) return "all, -1, 0 or 1 is wanted";
    o.required_acks = *acks;
    if (*acks != acks::all) o.idempotent = false;
    return {};
}

refusal set_compression(writer_options& o, const std::string& value) {
    const auto codec = compression_from_string(value);
    if (!codec) return "none, gzip, snappy, lz4 or zstd is wanted";
    o.compression = *codec;
    return {};
}

/// Levels are set for each codec in Java, of which one is used. -1 is librdkafka's default.
auto level_of(compression codec) {
    return [codec](writer_options& o, const std::string& value) -> refusal {
        const auto level = number_from<int>(value, -1'000'000);
        if (!level) return number_wanted;
        if (codec == compression::none || o.compression == codec)
            o.compression_level = *level == -1 ? default_compression_level : *level;
        return {};
    };
}

refusal set_retries(writer_options& o, const std::string& value) {
    constexpr std::int64_t as_good_as_endless = 1'000'000;
    const auto retries = number_from<std::int64_t>(value);
    if (!retries) return number_wanted;
    o.max_attempts = *retries >= as_good_as_endless ? 0 : static_cast<int>(*retries) + 1;
    return {};
}

/// librdkafka takes fractions of a millisecond.
refusal set_linger(writer_options& o, const std::string& value) {
    double ms = 0;
    const auto* end = value.data() + value.size();
    const auto [rest, error] = std::from_chars(value.data(), end, ms);
    if (error != std::errc() || rest != end || !(ms >= 0 && ms <= 900'000))
        return "milliseconds from 0 to 900000 are wanted";
    o.batch_timeout = std::chrono::microseconds(static_cast<std::int64_t>(ms * 1000));
    return {};
}

/// Takes librdkafka's names, ours, and those of Java's classes.
refusal set_balancer(writer_options& o, const std::string& value) {
    auto name = value.substr(value.rfind('.') + 1);
    if (name == "RoundRobinPartitioner") name = "round_robin";
    if (name == "DefaultPartitioner" || name == "UniformStickyPartitioner") name = "murmur2_random";
    o.balancer = balancer_from_string(name);
    if (o.balancer) return {};
    return "murmur2_random, murmur2, consistent_random, consistent, fnv1a_random, fnv1a, hash, "
           "reference_hash, round_robin or least_bytes is wanted";
}

} // namespace

std::vector<property<writer_options>> writer_properties() {
    using o = writer_options;
    auto all = common_properties<o>();
    const std::vector<property<o>> own{
        {{"acks", "request.required.acks"}, set_acks},
        {{"compression.type", "compression.codec"}, set_compression},
        {{"compression.level"}, level_of(compression::none)},
        {{"compression.gzip.level"}, level_of(compression::gzip)},
        {{"compression.lz4.level"}, level_of(compression::lz4)},
        {{"compression.zstd.level"}, level_of(compression::zstd)},
        {{"linger.ms", "queue.buffering.max.ms"}, set_linger},
        {{"batch.size", "max.request.size", "message.max.bytes"},
         number_into<one>(&o::batch_bytes)},
        {{"batch.num.messages"}, number_into<one>(&o::batch_size)},
        {{"buffer.memory"}, number_into<one>(&o::queue_bytes)},
        {{"queue.buffering.max.kbytes"}, number_into<kilobytes>(&o::queue_bytes)},
        {{"delivery.timeout.ms", "message.timeout.ms"},
         number_into<milliseconds>(&o::delivery_timeout)},
        {{"enable.idempotence"}, flag_into(&o::idempotent)},
        {{"max.in.flight.requests.per.connection", "max.in.flight"},
         number_into<one>(&o::max_in_flight)},
        {{"retries", "message.send.max.retries"}, set_retries},
        {{"partitioner.class", "partitioner"}, set_balancer},
        {{"allow.auto.create.topics"}, flag_into(&o::allow_auto_topic_creation)},
    };
    all.insert(all.end(), own.begin(), own.end());
    return all;
}

} // namespace kafka::detail::client

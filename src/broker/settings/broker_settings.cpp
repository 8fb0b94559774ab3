#include "broker/settings/broker_settings.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

using t = setting_type;
constexpr auto dynamic = setting_effect::dynamic;
constexpr auto none = setting_effect::none;
constexpr auto computed = setting_effect::computed;

constexpr std::int64_t one_mebibyte = 1 << 20;
constexpr std::string_view forever = "9223372036854775807";
constexpr std::string_view codecs = "uncompressed,zstd,lz4,snappy,gzip,producer";

// In the order of their names, which is how find looks them up.
constexpr setting table[] = {
    {"advertised.listeners", t::text, {}, 0, 0, {}, computed},
    {"auto.create.topics.enable", t::boolean, "true"},
    {"auto.leader.rebalance.enable", t::boolean, "true", 0, 0, {}, none},
    {"background.threads", t::int32, "10", 1, int32_limit, {}, none},
    {"broker.id", t::int32, "-1", 0, int32_limit, {}, computed},
    {"broker.rack", t::text, {}, 0, 0, {}, computed},
    {"compression.gzip.level", t::int32, "-1", -1, 9, {}, dynamic},
    {"compression.lz4.level", t::int32, "9", 1, 17, {}, dynamic},
    {"compression.type", t::text, "producer", 0, 0, codecs, dynamic},
    {"compression.zstd.level", t::int32, "3", -131072, 22, {}, dynamic},
    {"connections.max.idle.ms", t::int64, "600000", -1},
    {"controlled.shutdown.enable", t::boolean, "true", 0, 0, {}, none},
    {"controller.listener.names", t::text, {}, 0, 0, {}, none},
    {"controller.quorum.bootstrap.servers", t::text, {}, 0, 0, {}, none},
    {"controller.quorum.voters", t::text, {}, 0, 0, {}, none},
    {"default.replication.factor", t::int32, "1", 1, 32767},
    {"delete.topic.enable", t::boolean, "true"},
    {"fetch.max.bytes", t::int32, "57671680", 1024, int32_limit},
    {"group.initial.rebalance.delay.ms", t::int32, "0", 0, int32_limit},
    {"group.max.session.timeout.ms", t::int32, "1800000", 0, int32_limit},
    {"group.max.size", t::int32, "2147483647", 1, int32_limit},
    {"group.min.session.timeout.ms", t::int32, "6000", 0, int32_limit},
    {"inter.broker.listener.name", t::text, {}, 0, 0, {}, none},
    {"listener.security.protocol.map", t::text, {}, 0, 0, {}, computed},
    {"listeners", t::text, {}, 0, 0, {}, computed},
    {"log.cleaner.backoff.ms", t::int64, "15000"},
    {"log.cleaner.dedupe.buffer.size", t::int64, "134217728"},
    {"log.cleaner.delete.retention.ms", t::int64, "86400000", 0, no_limit, {}, dynamic},
    {"log.cleaner.enable", t::boolean, "true"},
    {"log.cleaner.io.buffer.load.factor", t::real, "0.9", 0, 0, {}, none},
    {"log.cleaner.io.buffer.size", t::int32, "524288", 0, int32_limit, {}, none},
    {"log.cleaner.max.compaction.lag.ms", t::int64, forever, 1, no_limit, {}, dynamic},
    {"log.cleaner.min.cleanable.ratio", t::real, "0.5", 0, 0, {}, dynamic},
    {"log.cleaner.min.compaction.lag.ms", t::int64, "0", 0, no_limit, {}, dynamic},
    {"log.cleaner.threads", t::int32, "1", 0, int32_limit, {}, none},
    {"log.cleanup.policy", t::list, "delete", 0, 0, "compact,delete", dynamic},
    {"log.dir", t::text, {}, 0, 0, {}, computed},
    {"log.dirs", t::text, {}, 0, 0, {}, computed},
    {"log.flush.interval.messages", t::int64, forever, 1, no_limit, {}, dynamic},
    {"log.flush.interval.ms", t::int64, "100", 0, no_limit, {}, dynamic},
    {"log.flush.offset.checkpoint.interval.ms", t::int32, "60000", 0, int32_limit},
    {"log.flush.scheduler.interval.ms", t::int64, forever, 0, no_limit, {}, none},
    {"log.flush.start.offset.checkpoint.interval.ms", t::int32, "60000", 0, int32_limit, {}, none},
    {"log.index.interval.bytes", t::int32, "4096", 0, int32_limit, {}, dynamic},
    {"log.index.size.max.bytes", t::int32, "10485760", 4, int32_limit, {}, dynamic},
    {"log.message.timestamp.after.max.ms", t::int64, "3600000", 0, no_limit, {}, dynamic},
    {"log.message.timestamp.before.max.ms", t::int64, forever, 0, no_limit, {}, dynamic},
    {"log.message.timestamp.type", t::text, "CreateTime", 0, 0, "CreateTime,LogAppendTime",
     dynamic},
    {"log.preallocate", t::boolean, "false", 0, 0, {}, none},
    {"log.retention.bytes", t::int64, "-1", -1, no_limit, {}, dynamic},
    {"log.retention.check.interval.ms", t::int64, "300000", 1},
    {"log.retention.hours", t::int32, "168", -1, int32_limit},
    {"log.retention.minutes", t::int32, {}, -1, int32_limit},
    {"log.retention.ms", t::int64, {}, -1, no_limit, {}, dynamic},
    {"log.roll.hours", t::int32, "168", 1, int32_limit},
    {"log.roll.jitter.hours", t::int32, "0", 0, int32_limit},
    {"log.roll.jitter.ms", t::int64, {}, 0, no_limit, {}, dynamic},
    {"log.roll.ms", t::int64, {}, 1, no_limit, {}, dynamic},
    {"log.segment.bytes", t::int32, "1073741824", one_mebibyte, int32_limit, {}, dynamic},
    {"log.segment.delete.delay.ms", t::int64, "60000", 0, no_limit, {}, dynamic},
    {"max.connections", t::int32, "2147483647", 0, int32_limit},
    {"max.connections.per.ip", t::int32, "2147483647", 0, int32_limit, {}, none},
    {"max.incremental.fetch.session.cache.slots", t::int32, "1000", 0, int32_limit},
    {"max.request.partition.size.limit", t::int32, "2000", 1, int32_limit},
    {"message.max.bytes", t::int32, "1048588", 0, int32_limit, {}, dynamic},
    {"min.insync.replicas", t::int32, "1", 1, int32_limit, {}, dynamic},
    {"node.id", t::int32, {}, 0, int32_limit, {}, computed},
    {"num.io.threads", t::int32, "8", 1, int32_limit, {}, none},
    {"num.network.threads", t::int32, "3", 1, int32_limit, {}, none},
    {"num.partitions", t::int32, "1", 1, int32_limit},
    {"num.recovery.threads.per.data.dir", t::int32, "2", 1, int32_limit, {}, none},
    {"num.replica.fetchers", t::int32, "1", 0, int32_limit, {}, none},
    {"offset.metadata.max.bytes", t::int32, "4096", 0, int32_limit},
    {"offsets.commit.timeout.ms", t::int32, "5000", 1, int32_limit, {}, none},
    {"offsets.load.buffer.size", t::int32, "5242880", 1, int32_limit, {}, none},
    {"offsets.retention.check.interval.ms", t::int64, "600000", 1},
    {"offsets.retention.minutes", t::int32, "10080", 1, int32_limit},
    {"offsets.topic.compression.codec", t::int32, "0", 0, 4, {}, none},
    {"offsets.topic.num.partitions", t::int32, "50", 1, 10'000},
    {"offsets.topic.replication.factor", t::int32, "3", 1, 32767},
    {"offsets.topic.segment.bytes", t::int32, "104857600", one_mebibyte, int32_limit},
    {"process.roles", t::list, {}, 0, 0, "broker,controller", none},
    {"producer.id.expiration.ms", t::int32, "86400000", 1, int32_limit},
    {"queued.max.requests", t::int32, "500", 1, int32_limit, {}, none},
    {"sasl.enabled.mechanisms", t::list, "PLAIN", 0, 0, {}, none},
    {"sasl.mechanism.inter.broker.protocol", t::text, "GSSAPI", 0, 0, {}, none},
    {"security.inter.broker.protocol", t::text, "PLAINTEXT", 0, 0, {}, none},
    {"share.coordinator.state.topic.min.isr", t::int32, "2", 1, int32_limit, {}, none},
    {"share.coordinator.state.topic.replication.factor", t::int32, "3", 1, 32767, {}, none},
    {"socket.listen.backlog.size", t::int32, "50", 1, int32_limit, {}, none},
    {"socket.receive.buffer.bytes", t::int32, "102400", -1, int32_limit, {}, none},
    {"socket.request.max.bytes", t::int32, "104857600", 1024, int32_limit},
    {"socket.send.buffer.bytes", t::int32, "102400", -1, int32_limit, {}, none},
    {"ssl.cipher.suites", t::list, {}, 0, 0, {}},
    {"ssl.client.auth", t::text, "none", 0, 0, "none,requested,required"},
    {"ssl.enabled.protocols", t::list, "TLSv1.2,TLSv1.3", 0, 0, "TLSv1.2,TLSv1.3"},
    {"ssl.endpoint.identification.algorithm", t::text, "https", 0, 0, {}, none},
    {"ssl.key.password", t::password, {}},
    {"ssl.keystore.certificate.chain", t::password, {}},
    {"ssl.keystore.key", t::password, {}},
    {"ssl.keystore.location", t::text, {}},
    {"ssl.keystore.password", t::password, {}, 0, 0, {}, none},
    {"ssl.keystore.type", t::text, "PEM", 0, 0, "PEM"},
    {"ssl.protocol", t::text, "TLSv1.3", 0, 0, "TLSv1.2,TLSv1.3", none},
    {"ssl.truststore.certificates", t::password, {}},
    {"ssl.truststore.location", t::text, {}},
    {"ssl.truststore.password", t::password, {}, 0, 0, {}, none},
    {"ssl.truststore.type", t::text, "PEM", 0, 0, "PEM"},
    {"transaction.state.log.min.isr", t::int32, "2", 1, int32_limit, {}, none},
    {"transaction.state.log.num.partitions", t::int32, "50", 1, int32_limit, {}, none},
    {"transaction.state.log.replication.factor", t::int32, "3", 1, 32767, {}, none},
    {"unclean.leader.election.enable", t::boolean, "false", 0, 0, {}, none},
};

} // namespace

std::span<const setting> broker_settings() { return table; }

const setting* find_broker_setting(std::string_view name) {
    const auto* found = std::ranges::lower_bound(table, name, {}, &setting::name);
    return found != std::end(table) && found->name == name ? found : nullptr;
}

} // namespace kafka::detail::broker

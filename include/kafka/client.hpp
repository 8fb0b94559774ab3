// A Kafka cluster: its brokers, topics and offsets, and the changes one may ask for.
#pragma once

#include <kafka/cluster_description.hpp>
#include <kafka/context.hpp>
#include <kafka/dialer.hpp>
#include <kafka/error.hpp>
#include <kafka/group_info.hpp>
#include <kafka/logger.hpp>
#include <kafka/membership.hpp>
#include <kafka/offset.hpp>
#include <kafka/partition_records.hpp>
#include <kafka/request_options.hpp>
#include <kafka/runtime.hpp>
#include <kafka/uuid.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kafka {

/// How to reach a cluster; also the first members of writer_options and reader_options in meaning.
struct client_options {
    /// Bootstrap addresses "host" or "host:port" (default port 9092), tried in random order; all
    /// addresses of a name are tried. At least one.
    std::vector<std::string> brokers = {};
    /// Kafka's client.id: tells the broker's log and quotas who we are. Default: "kafka-cpp".
    std::string client_id = "kafka-cpp";
    /// For resolving and connecting, each attempt. Default: 10 s.
    std::chrono::milliseconds dial_timeout = std::chrono::seconds(10);
    /// How connections are made, encrypted and authenticated; its members that these options have
    /// as well are not looked at. Default: as a dialer does that was told nothing.
    std::optional<kafka::dialer> dialer = {};
    /// For one request, after which the connection counts as dead. Default: 30 s.
    std::chrono::milliseconds request_timeout = std::chrono::seconds(30);
    /// How old metadata may grow before it is asked for again; errors refresh it at once. Default:
    /// 5 min.
    std::chrono::milliseconds metadata_age = std::chrono::minutes(5);
    /// Between attempts: doubles from min to max, with jitter. Defaults: 100 ms, 1 s.
    std::chrono::milliseconds backoff_min = std::chrono::milliseconds(100);
    std::chrono::milliseconds backoff_max = std::chrono::seconds(1);
    /// Threads. Default: those of the process.
    std::optional<kafka::runtime> runtime = {};
    /// Default: nothing is logged.
    kafka::logger logger = {};
};

struct broker_info {
    std::int32_t id = -1;
    std::string host = {};
    std::int32_t port = 0;
    std::string rack = {};
};

struct partition_info {
    std::int32_t id = 0;
    std::int32_t leader = -1; ///< -1: none at the moment
    std::int32_t leader_epoch = -1;
    std::vector<std::int32_t> replicas = {};
    std::vector<std::int32_t> in_sync_replicas = {};
    /// From describe_topic_partitions: who may lead when nobody is in sync (KIP-966).
    std::vector<std::int32_t> eligible_leader_replicas = {};
    std::error_code error = {};
};

struct topic_info {
    std::string name = {};
    uuid id = {};
    bool internal = false;
    std::vector<partition_info> partitions = {};
    std::error_code error =
        {}; ///< broker_errc::unknown_topic_or_partition for one that does not exist
};

struct cluster_info {
    std::string cluster_id = {};
    std::int32_t controller = -1;
    std::vector<broker_info> brokers = {};
    std::vector<topic_info> topics = {};
};

/// The cluster as its brokers describe it.
struct cluster_description {
    std::string cluster_id = {};
    std::int32_t controller = -1;
    std::vector<broker_info> brokers = {}; ///< by id
    /// What this client may do to the cluster, as Kafka's bits; empty: the broker does not say.
    std::optional<std::int32_t> authorized_operations = {};
};

/// A topic to create.
struct topic_config {
    std::string topic = {};
    std::int32_t partitions = -1;         ///< -1 (default): the broker's num.partitions
    std::int16_t replication_factor = -1; ///< -1 (default): the broker's default.replication.factor
    std::map<std::string, std::string> configs = {}; ///< Kafka's topic settings by name
    /// partition -> brokers; when given, the two numbers above must be left alone.
    std::vector<std::vector<std::int32_t>> assignments = {};
};

/// The outcome for one item of a call on many. `error` is empty on success; `detail` has the
/// broker's words.
struct topic_result {
    std::string topic = {};
    uuid id = {};
    std::error_code error = {};
    std::string detail = {};
};

/// More values for offset_query::at. The offset of the record with the latest timestamp (since
/// Kafka 3.0); the oldest record on the leader's own disk (3.4); the end of what was moved to
/// tiered storage (3.9).
inline constexpr std::int64_t latest_timestamp_offset = -3;
inline constexpr std::int64_t local_first_offset = -4;
inline constexpr std::int64_t tiered_last_offset = -5;

struct offset_query {
    topic_partition partition = {};
    start_offset at = last_offset;
};
struct offset_result {
    topic_partition partition = {};
    std::int64_t offset = -1;        ///< -1: no record at or after the time
    kafka::timestamp timestamp = {}; ///< of the record found by time
    std::int32_t leader_epoch = -1;
    std::error_code error = {};
};

struct config_entry {
    std::string name = {};
    std::optional<std::string> value = {}; ///< empty: null, or sensitive
    bool is_default = true;
    bool read_only = false;
    bool sensitive = false;
    std::int8_t source =
        5; ///< Kafka's ConfigSource: 1 topic, 2 broker, 3 default broker, 4 static, 5 default
    std::string documentation = {};
};

/// What a config belongs to.
enum class config_resource : std::int8_t { topic = 2, broker = 4 };

/// A change to one config: set to a value, or removed (empty), which gives the default back.
struct config_change {
    std::string name = {};
    std::optional<std::string> value = {};
};

template <class Api>
struct reply;

/// A cluster. All calls route themselves (to the leader, the controller, or any broker), retry what
/// is retriable until the context's deadline, and throw kafka::error when the call as a whole
/// fails; failures of single items are in the results. Thread-safety: all calls may be made from
/// any thread at once. A handle: copies share one implementation.
class client {
public:
    /// Connects to nobody yet. Throws kafka::error that lists every mistake in the options.
    explicit client(client_options options);

    /// Metadata of the named topics; with an empty list, of all. Never creates a topic.
    cluster_info metadata(const context& ctx, std::vector<std::string> topics = {});
    /// Names of all topics, sorted.
    std::vector<std::string> topics(const context& ctx);

    std::vector<topic_result> create_topics(const context& ctx, std::vector<topic_config> topics,
                                            bool validate_only = false);
    std::vector<topic_result> delete_topics(const context& ctx, std::vector<std::string> topics);
    /// Grows a topic to `total` partitions.
    topic_result create_partitions(const context& ctx, std::string topic, std::int32_t total,
                                   bool validate_only = false);

    std::vector<offset_result> list_offsets(const context& ctx, std::vector<offset_query> queries);
    /// Removes records before the offsets (-1: all). The results hold the log's new start.
    std::vector<offset_result>
    delete_records(const context& ctx,
                   std::vector<std::pair<topic_partition, std::int64_t>> before);

    std::vector<config_entry> describe_configs(const context& ctx, config_resource kind,
                                               std::string name);
    void alter_configs(const context& ctx, config_resource kind, std::string name,
                       std::vector<config_change> changes);

    /// Groups of all brokers, by id. Only those in one of `states` (Kafka's words, "Empty" say) and
    /// of one of the `types` ("classic", "consumer"); an empty list lets all pass.
    std::vector<group_listing> list_groups(const context& ctx, std::vector<std::string> states = {},
                                           std::vector<std::string> types = {});
    /// In the order asked for.
    std::vector<group_info> describe_groups(const context& ctx, std::vector<std::string> groups);
    /// What the groups have committed, in the order asked for. A group that does not exist has
    /// committed nothing.
    std::vector<group_offsets> fetch_offsets(const context& ctx, std::vector<std::string> groups);
    /// Sets where a group goes on, from outside of it. Refused with
    /// broker_errc::unknown_member_id for each partition while the group has members. The
    /// results are the offsets with their errors.
    std::vector<committed_offset> commit_offsets(const context& ctx, std::string group,
                                                 std::vector<committed_offset> offsets);
    /// Makes a group forget what it has committed for partitions that no member reads.
    std::vector<committed_offset> delete_offsets(const context& ctx, std::string group,
                                                 std::vector<topic_partition> partitions);
    /// Removes groups without members and all that they have committed. In the order given.
    std::vector<group_result> delete_groups(const context& ctx, std::vector<std::string> groups);

    /// What a broker serves, by key. Default: any broker.
    std::vector<api_version> api_versions(const context& ctx,
                                          std::optional<std::int32_t> broker = {});
    /// Needs Kafka 2.8.
    cluster_description describe_cluster(const context& ctx);
    /// Like `metadata`, page by page, so that no answer is too large; with an empty list, of all
    /// topics. Needs Kafka 3.7.
    std::vector<topic_info> describe_topic_partitions(const context& ctx,
                                                      std::vector<std::string> topics = {});
    /// In the order given. The detail of a result says which id a topic has.
    std::vector<topic_result> delete_topics_by_id(const context& ctx, std::vector<uuid> ids);
    /// In the order given.
    std::vector<coordinator_info>
    find_coordinators(const context& ctx, std::vector<std::string> keys,
                      coordinator_kind kind = coordinator_kind::group);
    /// A new producer id; for a transactional id its own, with an epoch that shuts earlier users of
    /// it out. Throws the broker's error.
    producer_identity
    init_producer_id(const context& ctx, std::optional<std::string> transactional_id = {},
                     std::chrono::milliseconds transaction_timeout = std::chrono::seconds(60));
    /// In the order given.
    std::vector<epoch_end> offsets_for_leader_epochs(const context& ctx,
                                                     std::vector<epoch_query> queries);
    /// What a group has committed for each partition of a topic; -1 where it has not.
    std::vector<committed_offset> consumer_offsets(const context& ctx, std::string group,
                                                   std::string topic);

    /// One batch to one partition, sent once: broker_errc::not_leader_or_follower and the like are
    /// retried, since nothing was written; a lost connection is not, since something may have been.
    produce_result produce(const context& ctx, const topic_partition& to,
                           std::span<const record> records, const produce_options& options = {});
    /// The same with a record batch as it lies in a log.
    produce_result raw_produce(const context& ctx, const topic_partition& to, bytes_view batch,
                               const produce_options& options = {});
    /// One fetch from one partition. Throws errc::corrupt_batch at damage.
    fetch_result fetch(const context& ctx, const topic_partition& from, start_offset at,
                       const fetch_options& options = {});
    /// The same without decoding: only `raw` is filled.
    fetch_result raw_fetch(const context& ctx, const topic_partition& from, start_offset at,
                           const fetch_options& options = {});

    /// The calls of a group's member; each goes to the group's coordinator, and is sent again while
    /// that is moving or loading. What the group answers is in the result.
    joined_group join_group(const context& ctx, const join_group_options& options);
    synced_group sync_group(const context& ctx, const sync_group_options& options);
    std::error_code heartbeat(const context& ctx, const group_membership& who);
    /// The members with their errors.
    std::vector<leaving_member> leave_group(const context& ctx, const std::string& group,
                                            std::vector<leaving_member> members);

    /// Any message of Kafka's protocol, see kafka/request.hpp. Connecting and finding the broker is
    /// retried until the context ends; the request is sent once, and errors inside the answer are
    /// the caller's to find. Throws errc::unsupported_version when the broker does not serve the
    /// version, errc::invalid_argument when that cannot carry what is set in the message.
    template <class Api>
    reply<Api> request(const context& ctx, const Api& message, const request_options& how = {});

    /// The same for coroutines, callbacks and futures, see kafka/asio.hpp: context, arguments
    /// [, completion token].
    template <class... Token>
    auto async_metadata(const context& ctx, std::span<const std::string> topics, Token&&... token);
    template <class... How>
    auto async_topics(How&&... how);
    template <class... Token>
    auto async_create_topics(const context& ctx, std::span<const topic_config> topics,
                             Token&&... token);
    template <class... Token>
    auto async_delete_topics(const context& ctx, std::span<const std::string> topics,
                             Token&&... token);
    template <class... Token>
    auto async_list_offsets(const context& ctx, std::span<const offset_query> queries,
                            Token&&... token);

    /// Ends pending calls with errc::closed and closes the connections.
    void close();

    class implementation;
    const std::shared_ptr<implementation>& body() const { return body_; }

private:
    std::shared_ptr<implementation> body_;
};

} // namespace kafka

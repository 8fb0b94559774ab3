// Every call of kafka::client once, against whatever broker. Prints "ok NAME" or "failed NAME: why"
// for each; usage: interop_calls ADDRESS NAME (topics and groups begin with it).
#include <kafka/broker_errc.hpp>
#include <kafka/kafka.hpp>
#include <kafka/protocol/metadata.hpp>

#include <algorithm>
#include <functional>
#include <iostream>
#include <stdexcept>

namespace {

class calls {
public:
    calls(const std::string& address, std::string name)
        : client_({.brokers = {address}})
        , topic_(std::move(name))
        , group_(topic_ + "-group") {}

    void run() {
        check("topics::ensure", [&] { ensure(); });
        check("api_versions", [&] { need(client_.api_versions(limit()).size() > 20); });
        check("describe_cluster", [&] { describe_cluster(); });
        check("describe_topic_partitions", [&] { describe_topic_partitions(); });
        check("produce and fetch", [&] { produce_and_fetch(); });
        check("raw_produce and raw_fetch", [&] { copy_raw(); });
        check("offsets_for_leader_epochs", [&] { epochs(); });
        check("init_producer_id", [&] { producer_ids(); });
        check("find_coordinators", [&] { coordinators(); });
        check("the calls of a member", [&] { member(); });
        check("consumer_offsets", [&] { offsets(); });
        check("request", [&] { requests(); });
        check("delete_topics_by_id", [&] { delete_by_id(); });
    }

private:
    static kafka::context limit() { return kafka::context::after(std::chrono::seconds(30)); }

    static void need(bool good, const std::string& what = "not as it should be") {
        if (!good) throw std::runtime_error(what);
    }
    static void need_none(std::error_code error) { need(!error, error.message()); }

    static void check(const char* name, const std::function<void()>& call) {
        try {
            call();
            std::cout << "ok " << name << std::endl;
        } catch (const std::exception& e) {
            std::cout << "failed " << name << ": " << e.what() << std::endl;
        }
    }

    void ensure() {
        const kafka::topic_config wanted{.topic = topic_, .partitions = 2};
        const auto made = kafka::topics::ensure(client_, limit(), {wanted}).at(0);
        need_none(made.error);
        need(made.created);
        const auto other = kafka::topics::ensure(
            client_, limit(),
            {{.topic = topic_, .partitions = 3, .configs = {{"cleanup.policy", "delete"}}}});
        need(!other.at(0).created && other[0].differences.size() == 1);
        need(kafka::topics::list(client_, limit(), "^" + topic_ + "$").size() == 1);
    }

    void describe_cluster() {
        const auto seen = client_.describe_cluster(limit());
        need(seen.brokers.size() == 1 && seen.cluster_id == client_.metadata(limit()).cluster_id);
    }

    void describe_topic_partitions() {
        const auto seen = client_.describe_topic_partitions(limit(), {topic_, "absent"});
        const auto found = std::ranges::find(seen, topic_, &kafka::topic_info::name);
        need(seen.size() == 2 && found != seen.end() && found->partitions.size() == 2);
        need(found->partitions[1].leader >= 0);
    }

    void produce_and_fetch() {
        const std::vector<kafka::record> records{{.key = "k", .value = "0"}, {.value = nullptr}};
        need_none(
            client_
                .produce(limit(), {topic_, 1}, records, {.compression = kafka::compression::gzip})
                .error);
        need(client_.produce(limit(), {topic_, 1}, records).base_offset == 2, "base offset");
        const auto read = client_.fetch(limit(), {topic_, 1}, 1);
        need_none(read.error);
        need(read.messages.size() == 3 && read.high_watermark == 4, "what was read");
        need(read.messages[0].value.is_null() && read.messages[1].key == "k", "records");
        need(client_.fetch(limit(), {topic_, 1}, 99).error ==
                 kafka::broker_errc::offset_out_of_range,
             "out of range");
    }

    void copy_raw() {
        const auto raw = client_.raw_fetch(limit(), {topic_, 1}, kafka::first_offset);
        // One batch: the length of the first stands behind its offset.
        const auto bytes = raw.raw.bytes();
        std::size_t length = 0;
        for (std::size_t i = 8; i < 12; ++i)
            length = length << 8 | std::to_integer<std::size_t>(bytes[i]);
        need_none(client_.raw_produce(limit(), {topic_, 0}, bytes.first(length + 12)).error);
        need(client_.fetch(limit(), {topic_, 0}, 0).messages.size() == 2);
        need(client_.raw_produce(limit(), {topic_, 0}, "this is no batch").error ==
                     kafka::broker_errc::corrupt_message ||
                 client_.raw_produce(limit(), {topic_, 0}, "this is no batch").error ==
                     kafka::broker_errc::invalid_record,
             "a batch that is none is taken");
    }

    void epochs() {
        const auto ends = client_.offsets_for_leader_epochs(limit(), {{topic_, 1, 0}, {topic_, 7}});
        need_none(ends.at(0).error);
        need(ends[0].end_offset == 4);
        need(ends.at(1).error == kafka::broker_errc::unknown_topic_or_partition, "absent");
    }

    void producer_ids() {
        const auto one = client_.init_producer_id(limit());
        need(one.id >= 0 && one.epoch == 0 && one.id != client_.init_producer_id(limit()).id);
    }

    void coordinators() {
        const auto found = client_.find_coordinators(limit(), {group_, group_ + "-other"});
        need(found.size() == 2 && found[1].key == group_ + "-other" && found[1].port > 0);
        need_none(found[0].error);
    }

    void member() {
        kafka::join_group_options options{
            .group = group_, .protocol_type = "interop", .protocols = {{"mine", "what I want"}}};
        auto joined = client_.join_group(limit(), options);
        if (joined.error == kafka::broker_errc::member_id_required) {
            options.member_id = joined.member_id;
            joined = client_.join_group(limit(), options);
        }
        need_none(joined.error);
        need(joined.leader == joined.member_id && joined.members.size() == 1, "leader");
        const kafka::group_membership who{group_, joined.generation, joined.member_id};
        const auto synced = client_.sync_group(limit(), {.who = who,
                                                         .protocol_type = "interop",
                                                         .protocol_name = "mine",
                                                         .assignments = {{who.member_id, "all"}}});
        need_none(synced.error);
        need(synced.assignment == "all", "assignment");
        need_none(client_.heartbeat(limit(), who));
        auto stranger = who;
        stranger.member_id = "nobody";
        need(client_.heartbeat(limit(), stranger) == kafka::broker_errc::unknown_member_id);
        const auto left = client_.leave_group(limit(), group_,
                                              {{.member_id = who.member_id, .reason = "enough"}});
        need_none(left.at(0).error);
        need(client_.heartbeat(limit(), who) == kafka::broker_errc::unknown_member_id, "left");
    }

    void offsets() {
        const auto set =
            client_.commit_offsets(limit(), group_, {{.partition = {topic_, 1}, .offset = 3}});
        need_none(set.at(0).error);
        const auto seen = client_.consumer_offsets(limit(), group_, topic_);
        need(seen.size() == 2 && seen[0].offset == -1 && seen[1].offset == 3);
    }

    void requests() {
        namespace protocol = kafka::protocol;
        for (std::int16_t v = 4; v <= 12; ++v) {
            const auto got = client_.request(limit(), protocol::metadata_request{}, {.version = v});
            need(got.version == v && got->brokers.size() == 1, std::to_string(v));
        }
        const auto routed = client_.request(limit(), protocol::metadata_request{},
                                            {.leader = kafka::topic_partition{topic_, 1}});
        need(!routed->brokers.empty(), "leader");
    }

    void delete_by_id() {
        const auto id = client_.metadata(limit(), {topic_}).topics.at(0).id;
        const auto gone = client_.delete_topics_by_id(limit(), {kafka::uuid::random(), id});
        need(gone.at(0).error == kafka::broker_errc::unknown_topic_id, "unknown");
        need_none(gone.at(1).error);
    }

    kafka::client client_;
    std::string topic_;
    std::string group_;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: interop_calls ADDRESS NAME\n";
        return 2;
    }
    calls(argv[1], argv[2]).run();
    return 0;
}

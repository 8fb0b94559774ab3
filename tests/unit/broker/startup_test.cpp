#include "handlers/serving.hpp"

using namespace kafka::detail;
using kafka::broker_errc;
using kafka::testing::serving;

namespace {

struct a_start : serving {
    kafka::testing::content bytes(std::string_view text) {
        const auto* first = reinterpret_cast<const std::byte*>(text.data());
        return {first, first + text.size()};
    }
    std::string reopen() { return open(); }
};

} // namespace

TEST_F(a_start, keeps_the_clusters_id) {
    const auto id = broker->cluster_id();
    EXPECT_EQ(id.size(), 22u);
    restart();
    EXPECT_EQ(broker->cluster_id(), id);
}

TEST_F(a_start, names_every_mistake_in_the_options) {
    options.nodes = {{.id = 1}, {.id = 1, .advertised = "nowhere"}};
    options.properties = {{"num.partitions", "none"}, {"no.such", "1"}};
    const auto mistakes = reopen();
    for (auto part : {"two nodes", "Two nodes", "nowhere", "num.partitions", "no.such"})
        EXPECT_TRUE(std::string(part) == "two nodes" || mistakes.find(part) != std::string::npos)
            << part;
    options.properties.clear();
    options.nodes.clear();
    EXPECT_NE(reopen(), "");
}

TEST_F(a_start, refuses_a_directory_that_another_process_uses) {
    std::string message;
    const auto second = broker::broker::open(options, {disk, time, [](std::string) {}}, message);
    EXPECT_EQ(second, nullptr);
    EXPECT_NE(message.find("in use"), std::string::npos);
}

TEST_F(a_start, refuses_a_directory_of_another_node) {
    options.nodes = {{.id = 7}};
    EXPECT_NE(reopen().find("node 1"), std::string::npos);
}

TEST_F(a_start, refuses_a_folder_that_is_no_data_directory) {
    options.data_directory = "/other";
    disk.make_directory("/other");
    disk.replace("/other/thesis.txt", bytes("precious"));
    EXPECT_NE(reopen().find("thesis.txt"), std::string::npos);
    EXPECT_EQ(disk.text("/other/thesis.txt"), "precious");
}

TEST_F(a_start, moves_a_folder_that_belongs_to_no_topic_out_of_the_way) {
    create("orders");
    disk.make_directory("/data/ghost-0");
    disk.replace("/data/ghost-0/00000000000000000000.log", bytes(""));
    restart();
    bool kept = false;
    for (const auto& name : disk.names("/data")) {
        EXPECT_NE(name, "ghost-0");
        kept = kept || (name.starts_with("ghost-0.") && name.ends_with("-stray"));
    }
    EXPECT_TRUE(kept);
    EXPECT_NE(lines.back().find("ghost-0"), std::string::npos);
    restart(); // and it is left alone from then on
    EXPECT_EQ(create("ghost"), 0);
}

TEST_F(a_start, serves_the_rest_when_one_partition_is_damaged) {
    create("orders", 2);
    produce("orders", {"a"}, 0);
    produce("orders", {"b"}, 1);
    broker->stop();
    disk.remove("/data/.kafka_cleanshutdown");
    auto log = disk.read("/data/orders-0/00000000000000000000.log");
    log.resize(log.size() - 1); // below what the checkpoint says is durable
    disk.replace("/data/orders-0/00000000000000000000.log", log);
    EXPECT_EQ(open(), "");
    EXPECT_EQ(produce("orders", {"c"}, 0).error_code, number(broker_errc::kafka_storage_error));
    EXPECT_EQ(fetch("orders", 0, 1), std::vector<std::string>{"b"});
    EXPECT_NE(lines.back().find("orders-0"), std::string::npos);
    restart(); // what is durable there is not forgotten meanwhile
    EXPECT_EQ(produce("orders", {"c"}, 0).error_code, number(broker_errc::kafka_storage_error));
}

TEST_F(a_start, says_what_a_crash_took) {
    create("orders");
    produce("orders", {"a"});
    broker.reset();
    auto log = disk.read("/data/orders-0/00000000000000000000.log");
    log.insert(log.end(), 30, std::byte{7});
    disk.replace("/data/orders-0/00000000000000000000.log", log);
    EXPECT_EQ(open(), "");
    EXPECT_NE(lines.back().find("30 bytes"), std::string::npos);
    EXPECT_EQ(fetch("orders", 0), std::vector<std::string>{"a"});
}

TEST_F(a_start, gives_partitions_to_the_nodes_that_there_are) {
    options.nodes = {{.id = 1, .port = 9092}, {.id = 2, .port = 9093}, {.id = 3, .port = 9094}};
    restart();
    protocol::create_topics_request request;
    request.topics = {{"wide", -1, -1, {{0, {2, 3}}, {1, {3, 1}}}, {}}};
    ASSERT_EQ(call(request, 7)->topics.at(0).error_code, 0);
    options.nodes = {{.id = 1, .port = 9092}};
    restart();
    protocol::metadata_request about;
    about.topics->push_back({{}, "wide"});
    auto answer = call(about, 12);
    for (const auto& p : answer->topics.at(0).partitions) {
        EXPECT_EQ(p.leader_id, 1);
        EXPECT_EQ(p.leader_epoch, 1);
        EXPECT_EQ(p.replica_nodes, std::vector{1});
        EXPECT_EQ(p.isr_nodes, std::vector{1});
    }
    EXPECT_EQ(produce("wide", {"a"}, 1).error_code, 0);
}

TEST_F(a_start, refuses_a_directory_whose_partitions_are_elsewhere) {
    options.nodes = {{.id = 1, .port = 9092}, {.id = 2, .port = 9093}};
    restart();
    protocol::create_topics_request request;
    request.topics = {{"wide", -1, -1, {{0, {2}}}, {}}};
    ASSERT_EQ(call(request, 7)->topics.at(0).error_code, 0);
    options.nodes = {{.id = 1, .port = 9092}};
    broker->stop();
    auto meta = disk.text("/data/meta.properties");
    const auto at = meta.find("directory.id=") + std::string_view("directory.id=").size();
    meta.replace(at, 22, to_string(kafka::uuid::random()));
    disk.replace("/data/meta.properties", bytes(meta));
    const auto why = reopen();
    EXPECT_NE(why.find("wide-0 is on node 2"), std::string::npos) << why;
}

TEST_F(a_start, moves_the_terms_of_leaders_after_an_unclean_stop_only) {
    create("orders");
    const auto epoch = [this] {
        protocol::metadata_request about;
        about.topics->push_back({{}, "orders"});
        return call(about, 12)->topics.at(0).partitions.at(0).leader_epoch;
    };
    EXPECT_EQ(epoch(), 0);
    restart();
    EXPECT_EQ(epoch(), 0);
    kill();
    EXPECT_EQ(epoch(), 1);
    lose_power();
    EXPECT_EQ(epoch(), 2);
}

TEST_F(a_start, tells_the_settings_about_connections) {
    options.properties = {{"socket.request.max.bytes", "2000"}, {"max.connections", "3"}};
    restart();
    EXPECT_EQ(broker->connections().request_bytes, 2000u);
    EXPECT_EQ(broker->connections().count, 3u);
    EXPECT_EQ(broker->connections().idle, std::chrono::minutes(10));
}

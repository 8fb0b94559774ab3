#include "group/member.hpp"

#include <librdkafka/rdkafka.h>

#include <stdexcept>

namespace kafka::bench {

namespace {

void set(rd_kafka_conf_t* conf, const char* name, const std::string& value) {
    char why[512];
    if (rd_kafka_conf_set(conf, name, value.c_str(), why, sizeof why) != RD_KAFKA_CONF_OK)
        throw std::runtime_error(why);
}

class librdkafka_member final : public member {
public:
    librdkafka_member(const std::string& address, const std::string& topic,
                      const std::string& group, const std::string& balancers) {
        auto* conf = rd_kafka_conf_new();
        set(conf, "bootstrap.servers", address);
        set(conf, "group.id", group);
        set(conf, "auto.offset.reset", "earliest");
        if (!balancers.empty()) set(conf, "partition.assignment.strategy", balancers);
        char why[512];
        handle_ = rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof why);
        if (handle_ == nullptr) throw std::runtime_error(why);
        rd_kafka_poll_set_consumer(handle_);
        auto* topics = rd_kafka_topic_partition_list_new(1);
        rd_kafka_topic_partition_list_add(topics, topic.c_str(), RD_KAFKA_PARTITION_UA);
        const auto failed = rd_kafka_subscribe(handle_, topics);
        rd_kafka_topic_partition_list_destroy(topics);
        if (failed) throw std::runtime_error(rd_kafka_err2str(failed));
    }
    ~librdkafka_member() override { rd_kafka_destroy(handle_); }
    librdkafka_member(const librdkafka_member&) = delete;
    librdkafka_member& operator=(const librdkafka_member&) = delete;

    int read() override {
        auto* got = rd_kafka_consumer_poll(handle_, 1000);
        if (got == nullptr) return -1;
        const int out = got->err ? -1 : got->partition;
        rd_kafka_message_destroy(got);
        return out;
    }
    std::size_t owned() override {
        rd_kafka_topic_partition_list_t* all = nullptr;
        if (rd_kafka_assignment(handle_, &all)) return 0;
        const auto out = static_cast<std::size_t>(all->cnt);
        rd_kafka_topic_partition_list_destroy(all);
        return out;
    }
    void close() override { rd_kafka_consumer_close(handle_); }

private:
    rd_kafka_t* handle_ = nullptr;
};

} // namespace

std::unique_ptr<member> join_with_librdkafka(const std::string& address, const std::string& topic,
                                             const std::string& group,
                                             const std::string& balancers) {
    return std::make_unique<librdkafka_member>(address, topic, group, balancers);
}

} // namespace kafka::bench

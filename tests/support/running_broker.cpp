#include "support/running_broker.hpp"

#include <stdexcept>

namespace kafka::testing {

void running_broker::start(std::uint16_t port) {
    broker::options options{.data_directory = directory_.path()};
    options.properties = {{"offsets.topic.num.partitions", "1"}}; // 50 take a while to make
    options.nodes.front().host = "127.0.0.1";
    options.nodes.front().port = port;
    server_ = std::make_unique<broker::server>(std::move(options));
    address_ = server_->address();
    port_ = static_cast<std::uint16_t>(std::stoi(address_.substr(address_.rfind(':') + 1)));
}

void running_broker::make_topic(const std::string& name, int partitions) {
    const auto made =
        make_client().create_topics(limit(), {{.topic = name, .partitions = partitions}});
    if (made.size() != 1 || made[0].error) throw std::runtime_error("cannot make topic " + name);
}

void running_broker::append(const std::string& topic, std::int32_t partition,
                            std::span<const record> records, compression codec) {
    const auto error =
        plain_connection(address_).append(topic, partition, make_batch(records, codec));
    if (error != 0) throw std::runtime_error("append: error " + std::to_string(error));
}

void running_broker::append_numbers(const std::string& topic, std::int32_t partition, int count,
                                    int batches) {
    plain_connection to(address_);
    for (int b = 0; b < batches; ++b) {
        std::vector<std::string> values;
        for (int i = 0; i < count; ++i) values.push_back(std::to_string(next_number_++));
        std::vector<record> records;
        for (const auto& v : values)
            records.push_back(
                {.key = "key",
                 .value = v,
                 .timestamp = timestamp{std::chrono::milliseconds(1'000'000 + std::stoi(v))}});
        if (const auto error = to.append(topic, partition, make_batch(records)); error != 0)
            throw std::runtime_error("append: error " + std::to_string(error));
    }
}

} // namespace kafka::testing

// What the tests of handlers share: a broker that is open, and short ways to ask it.
#pragma once

#include "protocol/api_versions.hpp"
#include "protocol/create_topics.hpp"
#include "protocol/fetch.hpp"
#include "protocol/list_offsets.hpp"
#include "protocol/metadata.hpp"
#include "protocol/produce.hpp"
#include "record/batch_builder.hpp"
#include "record/batch_view.hpp"
#include "record/record_view.hpp"
#include "support/broker_in_memory.hpp"

#include <kafka/broker_errc.hpp>

namespace kafka::testing {

struct serving : ::testing::Test, broker_in_memory {
    void SetUp() override { ASSERT_EQ(open(), ""); }

    static std::int16_t number(broker_errc e) { return static_cast<std::int16_t>(e); }

    std::int16_t create(std::string_view name, std::int32_t partitions = 1,
                        std::vector<detail::protocol::create_topics_request_config> settings = {}) {
        detail::protocol::create_topics_request request;
        auto& topic = request.topics.emplace_back();
        topic.name = name;
        topic.num_partitions = partitions;
        topic.replication_factor = 1;
        topic.configs = std::move(settings);
        auto answer = call(request, 7);
        return answer->topics.at(0).error_code;
    }

    /// A batch of these values, as a producer sends it.
    std::vector<std::byte> batch(std::vector<std::string_view> values,
                                 detail::record::producer_stamp producer = {}) {
        std::vector<record> records;
        for (auto v : values) records.push_back({.value = v});
        return detail::record::make_batch({0, -1, time.wall().time_since_epoch().count(), producer},
                                          records);
    }

    static detail::protocol::produce_request produce_request(std::string_view topic,
                                                             const std::vector<std::byte>& records,
                                                             std::int32_t partition = 0,
                                                             std::int16_t acks = -1) {
        detail::protocol::produce_request request;
        request.acks = acks;
        request.timeout_ms = 30'000;
        auto& to = request.topic_data.emplace_back();
        to.name = topic;
        auto& part = to.partition_data.emplace_back();
        part.index = partition;
        part.records.emplace(detail::wire::bytes(records));
        return request;
    }

    detail::protocol::produce_response_partition produce(std::string_view topic,
                                                         std::vector<std::string_view> values,
                                                         std::int32_t partition = 0) {
        const auto records = batch(std::move(values));
        auto answer = call(produce_request(topic, records, partition), 11);
        produced_ = *answer;
        return produced_.responses.at(0).partition_responses.at(0);
    }

    static detail::protocol::fetch_request
    fetch_request(std::string_view topic, std::int64_t offset, std::int32_t partition = 0) {
        detail::protocol::fetch_request request;
        request.max_bytes = 1 << 20;
        auto& to = request.topics.emplace_back();
        to.topic = topic;
        auto& part = to.partitions.emplace_back();
        part.partition = partition;
        part.fetch_offset = offset;
        part.partition_max_bytes = 1 << 20;
        return request;
    }

    /// Every value from `offset` on, as far as one fetch goes.
    std::vector<std::string> fetch(std::string_view topic, std::int64_t offset,
                                   std::int32_t partition = 0) {
        auto answer = call(fetch_request(topic, offset, partition), 12);
        auto& found = answer->responses.at(0).partitions.at(0);
        EXPECT_EQ(found.error_code, 0);
        return values_of(found, offset);
    }

    static std::vector<std::string>
    values_of(const detail::protocol::fetch_response_partition& found, std::int64_t offset = 0) {
        std::vector<std::string> out;
        detail::record::batch_cursor batches(found.records.value().data);
        while (const auto b = batches.next()) {
            EXPECT_TRUE(b->crc_matches());
            detail::record::record_cursor records(b->header, b->records());
            for (detail::record::record_view r; records.next(r);)
                if (r.offset >= offset) out.emplace_back(r.value.view());
        }
        EXPECT_EQ(batches.error(), detail::record::errc::ok);
        return out;
    }

    std::int64_t offset_at(std::string_view topic, std::int64_t when, std::int32_t partition = 0) {
        detail::protocol::list_offsets_request request;
        request.topics = {{topic, {{partition, -1, when}}}};
        auto answer = call(request, 9);
        const auto& found = answer->topics.at(0).partitions.at(0);
        EXPECT_EQ(found.error_code, 0);
        return found.offset;
    }

private:
    detail::protocol::produce_response produced_;
};

} // namespace kafka::testing

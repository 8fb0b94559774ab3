// Connections to a broker in this process.
#pragma once

#include "support/running_broker.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/connection.hpp>
#include <kafka/dialer.hpp>

#include <gtest/gtest.h>

namespace kafka::testing {

/// The error of a call that throws; empty when it does not.
template <class Call>
std::error_code code_of(Call call) {
    try {
        call();
    } catch (const error& e) {
        return e.code();
    }
    return {};
}

/// Its words.
template <class Call>
std::string words_of(Call call) {
    try {
        call();
    } catch (const error& e) {
        return e.what();
    }
    return {};
}

template <class Batch>
std::vector<std::string> values_of(Batch&& batch) {
    std::vector<std::string> out;
    for (const auto& m : batch) out.push_back(m.value.str());
    return out;
}

class connection_world : public ::testing::Test {
protected:
    static context limit() { return running_broker::limit(); }
    static context soon() { return context::after(std::chrono::milliseconds(50)); }

    connection leader_of(const std::string& topic, std::int32_t partition = 0) {
        return dial_leader(limit(), broker.address(), topic, partition);
    }
    /// A connection to the leader of a topic that was just made.
    connection new_topic(const std::string& topic, int partitions = 1) {
        broker.make_topic(topic, partitions);
        return leader_of(topic);
    }

    running_broker broker;
};

} // namespace kafka::testing

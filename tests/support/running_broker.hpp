// A broker of ours in this process, for tests of clients.
#pragma once

#include "support/plain_connection.hpp"
#include "support/scratch_directory.hpp"

#include <kafka/broker/server.hpp>
#include <kafka/client.hpp>

#include <memory>

namespace kafka::testing {

class running_broker {
public:
    running_broker() { start(0); }

    const std::string& address() const { return address_; }
    /// A deadline that a sound test never reaches.
    static context limit() { return context::after(std::chrono::seconds(20)); }

    client make_client() const { return client({.brokers = {address_}}); }
    void make_topic(const std::string& name, int partitions = 1);
    /// Appends one batch.
    void append(const std::string& topic, std::int32_t partition, std::span<const record> records,
                compression codec = compression::none);
    /// Appends `batches` batches of `count` records each, whose values are "0", "1" and so on.
    void append_numbers(const std::string& topic, std::int32_t partition, int count,
                        int batches = 1);

    void stop() { server_.reset(); }
    /// On the same port and directory.
    void start_again() { start(port_); }

private:
    void start(std::uint16_t port);

    scratch_directory directory_;
    std::unique_ptr<broker::server> server_;
    std::string address_;
    std::uint16_t port_ = 0;
    int next_number_ = 0;
};

} // namespace kafka::testing

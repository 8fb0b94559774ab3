// Readers of one group on a broker in this process.
#pragma once

#include "support/running_broker.hpp"

#include <kafka/reader.hpp>

#include <mutex>
#include <set>

namespace kafka::testing {

inline context limit() { return running_broker::limit(); }

/// Topic "numbers", and what readers have read of it. Thread-safe but for construction.
class reading_group {
public:
    explicit reading_group(int partitions);
    ~reading_group();

    /// A reader of group "g" and topic "numbers" unless the options say otherwise.
    reader join(reader_options options = {});
    /// The next numbers, in turn to all partitions.
    void append_numbers(int count);
    /// Reads and notes `n` messages; less when the time is up.
    std::size_t read(reader& from, std::size_t n);
    void note(const message& m);

    std::set<std::string> values() const;
    std::size_t times_read() const;
    /// False when that many different ones are not read in time.
    bool wait_for_values(std::size_t n) const;

    /// Of group "g" in topic "numbers", asked of the broker; -1: nothing.
    std::int64_t committed(std::int32_t partition, std::string group = {});
    bool wait_for_commit(std::int32_t partition, std::int64_t offset);
    /// Until both have that many partitions.
    void wait_for_owned(reader& one, std::size_t n);
    void wait_for_owned(reader& one, std::size_t n, reader& other);
    /// Its connections are gone and nobody says goodbye.

    running_broker& broker() { return broker_; }

private:
    void start(reader& r);

    running_broker broker_;
    int partitions_;
    std::string group_ = "g";
    int next_ = 0;
    mutable std::mutex mutex_;
    std::multiset<std::string> read_;
};

/// Joins as the only member, with the cooperative balancer, and says nothing ever after.
class silent_member {
public:
    silent_member(const std::string& broker, std::string_view group,
                  std::chrono::milliseconds rebalance_timeout);

private:
    plain_connection to_;
};

} // namespace kafka::testing

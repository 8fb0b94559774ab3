// The controller of Apache Kafka writes some changes as a transaction of many batches (KIP-868).
#pragma once

#include "wire/blob.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace kafka::detail::broker {

/// Holds the values between the marks of a transaction back until it has ended; values outside of
/// one pass at once.
class metadata_transaction {
public:
    /// Gives `each` what counts by now. False when a value cannot be read or `each` refuses it.
    bool take(wire::bytes value, const std::function<bool(wire::bytes)>& each);
    bool is_open() const { return open_; }
    void abort();

private:
    bool end(const std::function<bool(wire::bytes)>& each);

    std::vector<std::vector<std::byte>> held_;
    bool open_ = false;
};

} // namespace kafka::detail::broker

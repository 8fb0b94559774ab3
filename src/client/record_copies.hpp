// Records with memory of their own, for calls that end before all of them have found room.
#pragma once

#include <kafka/record.hpp>

#include <memory>
#include <span>
#include <vector>

namespace kafka::detail::client {

class record_copies {
public:
    record_copies() = default;
    explicit record_copies(std::span<const record> from);

    /// Views this object.
    std::span<const record> all() const { return records_; }

private:
    std::string_view keep(std::string_view from);
    bytes_view keep(bytes_view from);

    std::unique_ptr<char[]> bytes_;
    char* free_ = nullptr;
    std::vector<header> headers_;
    std::vector<record> records_;
};

} // namespace kafka::detail::client

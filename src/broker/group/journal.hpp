// Where the coordinator writes what must outlive it.
#pragma once

#include <kafka/broker_errc.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace kafka::detail::broker {

struct stored_record {
    std::vector<std::byte> key;
    std::optional<std::vector<std::byte>> value; // empty: what the key names is gone
};

using stored_records = std::vector<stored_record>;

class group_journal {
public:
    using after = std::function<void(broker_errc)>;

    virtual ~group_journal() = default;
    /// Appends all records or none. `then` learns, now or later, whether they survive what the
    /// flush policy promises; for one group it is called in the order of the appends.
    virtual void append(std::string_view group, const stored_records& records, after then) = 0;
};

} // namespace kafka::detail::broker

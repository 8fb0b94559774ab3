#include "broker/metadata/metadata_transaction.hpp"

#include "protocol/stored/metadata_transaction_records.hpp"

#include <algorithm>
#include <utility>

namespace kafka::detail::broker {

bool metadata_transaction::take(wire::bytes value, const std::function<bool(wire::bytes)>& each) {
    const auto read = protocol::read_metadata_value(value);
    if (!read) return false;
    switch (read->type) {
    case protocol::begin_transaction_record::type:
        open_ = true;
        return true;
    case protocol::abort_transaction_record::type:
        abort();
        return true;
    case protocol::end_transaction_record::type:
        return end(each);
    default:
        if (!open_) return each(value);
        held_.emplace_back(value.begin(), value.end());
        return true;
    }
}

bool metadata_transaction::end(const std::function<bool(wire::bytes)>& each) {
    open_ = false;
    return std::ranges::all_of(std::exchange(held_, {}),
                               [&](const auto& held) { return each(held); });
}

void metadata_transaction::abort() {
    open_ = false;
    held_.clear();
}

} // namespace kafka::detail::broker

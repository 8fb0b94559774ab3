// Records that are about to go into the metadata log together.
#pragma once

#include "protocol/stored/record.hpp"

#include <vector>

namespace kafka::detail::broker {

/// Records of one batch are in the log all or none; batches of one `changes` are synced together.
class changes {
public:
    using value = std::vector<std::byte>;
    using batch = std::vector<value>;

    template <protocol::numbered_record Record>
    void add(const Record& record, std::int16_t version = 0) {
        if (batches_.empty()) batches_.emplace_back();
        auto& to = batches_.back().emplace_back();
        if (protocol::append_metadata_value(record, version, to) != wire::errc::ok)
            batches_.back().pop_back(); // only a string beyond 2 GiB could do that
    }

    /// A value that is encoded already.
    void add(wire::bytes encoded) {
        if (batches_.empty()) batches_.emplace_back();
        batches_.back().emplace_back(encoded.begin(), encoded.end());
    }

    /// What follows goes into a batch of its own.
    void end_batch() {
        if (!batches_.empty() && !batches_.back().empty()) batches_.emplace_back();
    }

    /// Without the empty batch that `end_batch` may leave at the end.
    bool empty() const { return batches_.empty() || batches_.front().empty(); }
    const std::vector<batch>& batches() const { return batches_; }

private:
    std::vector<batch> batches_;
};

} // namespace kafka::detail::broker

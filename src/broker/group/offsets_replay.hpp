// Reads the records of one partition of `__consumer_offsets` back into the coordinator.
#pragma once

#include "broker/group/coordinator.hpp"
#include "protocol/stored/record.hpp"
#include "record/batch_view.hpp"
#include "record/record_view.hpp"

namespace kafka::detail::broker {

/// Apache Kafka's records may be among them: offsets of transactions count once those have been
/// committed, kinds of records that mean nothing here are passed over.
class offsets_replay {
public:
    explicit offsets_replay(coordinator& into) : into_(into) {}

    /// Whole batches, in the order of the log.
    void take(wire::bytes batches);
    /// What could not be read; empty: nothing.
    const std::string& complaint() const { return complaint_; }

private:
    struct held_offset {
        std::string group;
        offset_commit_item item;
    };

    void take_batch(const record::batch_view& batch);
    void take_marker(const record::batch_header& header, const record::record_view& r);
    void take_record(const record::batch_header& header, const record::record_view& r);
    void take_offset(const record::batch_header& header, wire::bytes key,
                     const record::record_view& r);
    void take_group(wire::bytes key, const record::record_view& r);
    void take_foreign(const protocol::prefixed_value& key, const record::record_view& r);
    void complain(const std::string& what, std::int64_t offset);

    coordinator& into_;
    std::map<std::int64_t, std::vector<held_offset>> open_; // by producer id
    std::string complaint_;
};

} // namespace kafka::detail::broker

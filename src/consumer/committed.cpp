#include "consumer/committed.hpp"

#include "record/batch_view.hpp"
#include "record/control.hpp"
#include "record/record_view.hpp"

#include <algorithm>
#include <set>

namespace kafka::detail::consumer {

namespace {

bool is_abort_marker(const record::batch_view& batch) {
    if (!batch.header.is_control()) return false;
    record::record_cursor records(batch.header, batch.records());
    record::record_view first;
    return records.next(first) &&
           record::read_control_type(first.key) == record::control_type::abort;
}

/// Follows which producers are within an aborted transaction.
class judge {
public:
    explicit judge(std::vector<aborted_transaction> aborted) : aborted_(std::move(aborted)) {
        std::ranges::sort(aborted_, {}, &aborted_transaction::first_offset);
    }

    bool is_wanted(const record::batch_view& batch) {
        for (;
             next_ < aborted_.size() && aborted_[next_].first_offset <= batch.header.last_offset();
             ++next_)
            within_.insert(aborted_[next_].producer_id);
        if (is_abort_marker(batch)) within_.erase(batch.header.producer_id);
        return batch.header.is_control() || !batch.header.is_transactional() ||
               !within_.contains(batch.header.producer_id);
    }

private:
    std::vector<aborted_transaction> aborted_;
    std::size_t next_ = 0;
    std::set<std::int64_t> within_;
};

} // namespace

record::buffer committed_of(wire::bytes records, std::vector<aborted_transaction> aborted) {
    record::buffer out;
    judge verdict(std::move(aborted));
    record::batch_cursor batches(records);
    while (const auto batch = batches.next())
        if (verdict.is_wanted(*batch)) out.append(batch->whole);
    return out;
}

} // namespace kafka::detail::consumer

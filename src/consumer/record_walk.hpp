// Decodes what was fetched, record by record, on the application's thread.
#pragma once

#include "cluster/outcome.hpp"
#include "consumer/fetched.hpp"
#include "record/batch_view.hpp"
#include "record/record_view.hpp"

#include <optional>

namespace kafka::detail::consumer {

struct walk_rules {
    bool check_crcs = true;
    std::size_t largest_unpacked = std::size_t{64} << 20; // of one batch
    std::shared_ptr<byte_budget> budget = {};             // unpacked bytes count as well
};

/// Skips what precedes the wanted offset, control batches and empty ones; opens compressed batches
/// and old message sets. Not thread-safe.
class record_walk {
public:
    record_walk() : records_({}, {}), batches_({}) {}
    record_walk(fetched what, walk_rules rules);

    /// False at the end, and at damage: then `damage` says what it is.
    bool next(record::record_view& out) {
        for (;;) {
            while (records_.next(out)) {
                if (out.offset < position_) [[unlikely]]
                    continue; // in front of what was asked for
                if (out.offset > last_offset_) [[unlikely]]
                    return refuse_offset();
                position_ = out.offset + 1;
                return true;
            }
            if (!end_batch() || !begin_batch()) return false;
        }
    }
    const std::optional<cluster::failure>& damage() const { return damage_; }

    /// Where to go on: behind the last record that was handed out, or everything.
    std::int64_t position() const { return position_; }
    const fetched& what() const { return what_; }
    /// The batch of the last record, and how many came before it.
    const record::batch_header& header() const { return header_; }
    std::size_t batch_number() const { return batch_number_; }
    /// What the last record's views point into.
    const std::shared_ptr<const void>& keeps() const { return keeps_; }

private:
    bool refuse_offset();
    bool end_batch();
    bool begin_batch();
    bool open(const record::batch_view& batch);
    bool unpack(const record::batch_view& batch);
    bool rewrite_old_messages();
    bool fail(record::errc why);
    void advance_to(std::int64_t offset);

    fetched what_;
    walk_rules rules_;
    record::record_cursor records_;
    record::batch_cursor batches_;
    std::optional<record::batch_cursor> rewritten_; // batches made of an old message set
    std::shared_ptr<const void> rewritten_memory_;
    record::batch_header header_;
    std::shared_ptr<const void> keeps_;
    std::size_t batch_number_ = 0;
    std::int64_t position_ = 0;
    std::int64_t last_offset_ = 0; // of the batch
    std::optional<cluster::failure> damage_;
};

} // namespace kafka::detail::consumer

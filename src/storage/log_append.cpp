#include "storage/log.hpp"

#include <algorithm>
#include <limits>

namespace kafka::detail::storage {

void log::append(std::span<append_item> items, std::int64_t now) {
    for (auto& item : items)
        if (admit(item, now)) stage(item);
    write_staged(now);
}

bool log::admit(append_item& item, std::int64_t now) {
    const auto is_same_producer = [&](const auto* other) {
        return other->header.producer_id == item.header.producer_id;
    };
    // What the table knows must include the producer's batch before this one.
    if (item.header.has_producer() && std::ranges::any_of(staged_, is_same_producer))
        write_staged(now);
    const auto verdict =
        item.header.is_control() ? producer_verdict{} : known_.producers.check(item.header);
    item.duplicate = verdict.duplicate.has_value();
    item.base_offset = item.duplicate ? verdict.duplicate->base_offset() : -1;
    item.error = poisoned_ ? make_error_code(errc::poisoned) : verdict.error;
    if (item.error || item.duplicate) return false;
    item.error = make_room(item.header, now);
    return !item.error;
}

std::error_code log::make_room(const record::batch_header& header, std::int64_t now) {
    if (header.size() > static_cast<std::uint64_t>(settings_.config.segment_bytes))
        return errc::batch_too_large;
    if (must_roll(header, now)) {
        write_staged(now);
        if (const auto failed = roll(now)) return failed;
    }
    const bool news = leader_epoch_ >= 0 && leader_epoch_ != known_.epochs.latest();
    return news ? begin_epoch() : std::error_code{};
}

bool log::must_roll(const record::batch_header& header, std::int64_t now) const {
    const auto& s = active();
    const auto& c = settings_.config;
    const auto size = s.size() + staged_bytes_;
    if (size == 0) return false;
    if (size + header.size() > static_cast<std::uint64_t>(c.segment_bytes)) return true;
    if (end_offset_ + header.last_offset_delta - s.base_offset() >
        std::numeric_limits<std::int32_t>::max())
        return true;
    if ((s.index_entries() + staged_.size()) * time_index::entry_size >=
        static_cast<std::size_t>(c.index_bytes))
        return true;
    // By the records' own time where they have one, so that a log that is filled again with old
    // records is cut as it was.
    const auto first = s.first_timestamp();
    const auto age = first >= 0 && header.max_timestamp >= 0 ? header.max_timestamp - first
                                                             : now - active_since_;
    return age > c.segment_ms;
}

std::error_code log::roll(std::int64_t now) {
    auto made = segment::create(files_, settings_.directory, end_offset_, now);
    if (!made) return made.error().code;
    auto& old = active();
    if (durable_.offset < end_offset_) unsynced_.push_back(old.data());
    old.write_indexes(unsynced_); // only caches: without them they are built again
    write_snapshot();
    segments_.push_back(std::move(*made));
    keep_open(old);
    directory_changed_ = true;
    active_since_ = now;
    recent_.clear();
    return {};
}

void log::stage(append_item& item) {
    item.header.base_offset = end_offset_;
    item.header.partition_leader_epoch = leader_epoch_;
    item.base_offset = end_offset_;
    end_offset_ = item.header.next_offset();
    staged_.push_back(&item);
    staged_bytes_ += item.header.size();
}

void log::written(const append_item& item, std::uint64_t position) {
    const auto& header = item.header;
    active().note(header, position, settings_.config.index_interval_bytes);
    caches_stale_ = true;
    recent_.add({header.next_offset(), position, header.size()});
    known_.producers.add(header);
    if (const auto end = transaction_end_in(header, item.records))
        known_.producers.end_transaction(*end);
}

void log::write_staged(std::int64_t now) {
    if (staged_.empty()) return;
    headers_.resize(std::max(headers_.size(), staged_.size()));
    pieces_.clear();
    for (std::size_t i = 0; i < staged_.size(); ++i) {
        record::write_batch_header(staged_[i]->header, headers_[i].data());
        pieces_.push_back(headers_[i]);
        pieces_.push_back(staged_[i]->records);
    }
    auto position = active().size();
    const auto failed = active().write(pieces_, staged_bytes_, now);
    if (failed == errc::poisoned) poisoned_ = true;
    if (failed) end_offset_ = staged_.front()->base_offset;
    for (auto* item : staged_) {
        item->error = failed;
        if (failed) {
            item->base_offset = -1;
            continue;
        }
        written(*item, position);
        position += item->header.size();
    }
    staged_.clear();
    staged_bytes_ = 0;
}

} // namespace kafka::detail::storage

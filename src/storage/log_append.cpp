#include "storage/log.hpp"

#include <limits>

namespace kafka::detail::storage {

void log::append(std::span<append_item> items, std::int64_t now) {
    for (auto& item : items) {
        item.error = admit(item, now);
        if (!item.error) stage(item);
    }
    write_staged();
}

std::error_code log::admit(const append_item& item, std::int64_t now) {
    if (poisoned_) return errc::poisoned;
    if (item.header.size() > static_cast<std::uint64_t>(settings_.config.segment_bytes))
        return errc::batch_too_large;
    if (!must_roll(item.header, now)) return {};
    write_staged();
    return roll(now);
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
    auto made = segment::create(files_, settings_.directory, end_offset_);
    if (!made) return made.error().code;
    auto& old = active();
    if (durable_.offset < end_offset_) unsynced_.push_back(old.data());
    old.write_indexes(unsynced_); // only caches: without them they are built again
    opened_.push_back(&old);
    segments_.push_back(std::move(*made));
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

void log::write_staged() {
    if (staged_.empty()) return;
    headers_.resize(std::max(headers_.size(), staged_.size()));
    pieces_.clear();
    for (std::size_t i = 0; i < staged_.size(); ++i) {
        record::write_batch_header(staged_[i]->header, headers_[i].data());
        pieces_.push_back(headers_[i]);
        pieces_.push_back(staged_[i]->records);
    }
    auto position = active().size();
    const auto failed = active().write(pieces_, staged_bytes_);
    if (failed == errc::poisoned) poisoned_ = true;
    if (failed) end_offset_ = staged_.front()->base_offset;
    for (auto* item : staged_) {
        item->error = failed;
        if (failed) {
            item->base_offset = -1;
            continue;
        }
        active().note(item->header, position, settings_.config.index_interval_bytes);
        recent_.add({item->header.next_offset(), position, item->header.size()});
        position += item->header.size();
    }
    staged_.clear();
    staged_bytes_ = 0;
}

} // namespace kafka::detail::storage

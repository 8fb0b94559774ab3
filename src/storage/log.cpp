#include "storage/log.hpp"

#include "storage/names.hpp"

namespace kafka::detail::storage {

std::optional<append_item> item_of(bytes batch) {
    const auto header = record::read_batch_header(batch);
    if (!header) return std::nullopt;
    append_item item;
    item.header = *header;
    item.records = batch.subspan(record::batch_header_size);
    return item;
}

result<std::unique_ptr<log>> log::open(file_system& files, log_settings settings) {
    auto recovered = recover(files, settings);
    if (!recovered) return recovered.error();
    std::unique_ptr<log> opened(new log(files, std::move(settings)));
    opened->segments_ = std::move(recovered->segments);
    opened->report_ = std::move(recovered->report);
    opened->active_since_ = opened->settings_.now;
    opened->end_offset_ = opened->active().next_offset();
    opened->start_offset_ =
        std::max(opened->settings_.start_offset, opened->segments_.front()->base_offset());
    opened->durable_ = opened->end_mark();
    opened->settled_before_ = opened->active().base_offset();
    opened->caches_stale_ = !opened->settings_.clean || opened->end_offset_ == 0;
    if (auto failed = opened->learn(recovered->scanned_from); failed.code) return failed;
    if (auto failed = opened->keep_what_was_learned(); failed.code) return failed;
    return opened;
}

// Recovery has synced the batches, but an epoch that was only found in them is not yet where the
// next start will look for it.
failure log::keep_what_was_learned() {
    if (!known_.epochs_changed) return {};
    auto failed = write_epochs();
    if (!failed) failed = sync();
    if (is_disk_full(failed)) {
        durable_ = {std::min(settings_.recovery_point, end_offset_), -1, 0};
        return {};
    }
    if (failed) return {failed, "cannot write to " + settings_.directory + ": " + failed.message()};
    return {};
}

epoch_end log::end_of_epoch(std::int32_t epoch) const {
    // The epoch under way is noted with its first batch.
    if (epoch == leader_epoch_ && epoch > known_.epochs.latest()) return {epoch, end_offset_};
    return known_.epochs.end_of(epoch, end_offset_);
}

std::uint64_t log::size() const {
    std::uint64_t sum = 0;
    for (const auto& s : segments_) sum += s->size();
    return sum;
}

std::error_code log::close() {
    if (poisoned_) return errc::poisoned;
    // Caches: what cannot be written is built again by the next start.
    if (std::exchange(caches_stale_, false)) active().write_indexes(unsynced_);
    write_snapshot();
    if (known_.epochs_changed)
        if (const auto failed = write_epochs()) return failed;
    return sync();
}

} // namespace kafka::detail::storage

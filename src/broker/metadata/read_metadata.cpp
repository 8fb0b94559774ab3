#include "broker/metadata/read_metadata.hpp"

#include "broker/metadata/metadata_transaction.hpp"
#include "broker/metadata/read_records.hpp"
#include "broker/metadata/snapshot.hpp"
#include "storage/names.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

std::vector<std::int64_t> segments_of(storage::file_system& files, const std::string& folder) {
    std::vector<std::int64_t> out;
    if (const auto entries = files.list(folder))
        for (const auto& e : *entries)
            if (const auto base = storage::offset_of(e.name, storage::suffix::log))
                out.push_back(*base);
    std::ranges::sort(out);
    return out;
}

} // namespace

bool read_metadata(storage::file_system& files, const std::string& directory,
                   const std::function<bool(wire::bytes)>& each) {
    const auto folder = storage::join(directory, "__cluster_metadata-0");
    const auto segments = segments_of(files, folder);
    metadata_transaction values;
    std::int64_t from = 0; // what is before is in the snapshot
    const auto take = [&](const record::batch_view& batch) {
        if (batch.header.base_offset < from) return true;
        return for_each_value(batch, [&](wire::bytes v) { return values.take(v, each); });
    };
    if (segments.empty() || segments.front() > 0) {
        const auto newest = find_newest_snapshot(files, folder);
        if (!newest && !segments.empty()) return false;
        const auto path = newest ? newest->path : storage::join(directory, "bootstrap.checkpoint");
        if (!for_each_batch_of_file(files, path, take)) return false;
        if (newest) from = newest->end_offset;
    }
    return std::ranges::all_of(segments, [&](std::int64_t base) {
        const auto file = storage::file_name(base, storage::suffix::log);
        return for_each_batch_of_file(files, storage::join(folder, file), take);
    });
}

} // namespace kafka::detail::broker

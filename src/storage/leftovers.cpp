#include "storage/leftovers.hpp"

#include "storage/batch_scan.hpp"
#include "storage/names.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace kafka::detail::storage {

namespace {

constexpr auto no_offset = std::numeric_limits<std::int64_t>::max();
constexpr std::string_view segment_suffixes[] = {suffix::log, suffix::index, suffix::time_index,
                                                 suffix::transaction_index};

// The offset in front of any of a segment's suffixes, followed by `ending`.
std::optional<std::int64_t> segment_file(std::string_view name, std::string_view ending) {
    if (!name.ends_with(ending)) return std::nullopt;
    name.remove_suffix(ending.size());
    for (const auto s : segment_suffixes)
        if (const auto base = offset_of(name, s)) return base;
    return std::nullopt;
}

bool is_part(std::string_view name, std::string_view suffix_of_part) {
    return name.ends_with(std::string(suffix_of_part).append(suffix::swap));
}

class tidying {
public:
    tidying(file_system& files, std::string directory)
        : files_(files)
        , directory_(std::move(directory)) {}

    std::error_code run() {
        if (const auto failed = read_names()) return failed;
        drop_unfinished();
        if (!swaps_.empty()) replace_by_swaps();
        if (failed_) return failed_;
        drop_orphans();
        if (failed_ || !changed_) return failed_;
        return files_.sync_directory(directory_);
    }

private:
    std::error_code read_names() {
        const auto entries = files_.list(directory_);
        if (!entries) return entries.error().code;
        for (const auto& e : *entries)
            if (!e.is_directory) names_.insert(e.name);
        return {};
    }

    void remove(const std::string& name) {
        note(files_.remove(join(directory_, name)));
        names_.erase(name);
    }

    void note(std::error_code outcome) {
        changed_ = true;
        if (outcome && !failed_) failed_ = outcome;
    }

    void drop_unfinished();
    void replace_by_swaps();
    void drop_replaced(std::int64_t first, std::int64_t end);
    void name_finally(std::string_view part);
    void drop_orphans();
    std::int64_t end_of(const std::string& name);

    file_system& files_;
    std::string directory_;
    std::set<std::string> names_;
    std::set<std::string> swaps_;
    std::error_code failed_;
    bool changed_ = false;
};

// A cleaned file means that compaction had not begun to swap. Swaps from its offset on belong to
// the same round, whose other half is missing.
void tidying::drop_unfinished() {
    auto first_cleaned = no_offset;
    const auto all = names_;
    for (const auto& name : all) {
        if (const auto base = segment_file(name, suffix::cleaned)) {
            first_cleaned = std::min(first_cleaned, *base);
            remove(name);
        } else if (name.ends_with(suffix::deleted)) {
            remove(name);
        }
    }
    for (const auto& name : all)
        if (const auto base = segment_file(name, suffix::swap)) {
            if (*base >= first_cleaned)
                remove(name);
            else
                swaps_.insert(name);
        }
}

std::int64_t tidying::end_of(const std::string& name) {
    const auto file = files_.open(join(directory_, name), open_mode::read_only);
    if (!file) {
        note(file.error().code);
        return -1;
    }
    std::int64_t end = -1;
    header_scan scan(**file, 0, (*file)->size());
    while (scan.next() == scanned::batch) end = scan.header().next_offset();
    return end;
}

// A swap file is whole and stands for every segment that begins within its offsets.
void tidying::replace_by_swaps() {
    std::int64_t first = no_offset, end = -1;
    for (const auto& name : swaps_)
        if (is_part(name, suffix::log)) {
            first = std::min(first, *segment_file(name, suffix::swap));
            end = std::max(end, end_of(name));
        }
    if (failed_) return;
    drop_replaced(first, end);
    // A new log beside an old index, or beside an old segment that it stands for, must never be
    // found after a loss of power.
    if (!failed_) note(files_.sync_directory(directory_));
    name_finally(suffix::log);
    if (!failed_) note(files_.sync_directory(directory_));
    name_finally(suffix::transaction_index);
}

void tidying::drop_replaced(std::int64_t first, std::int64_t end) {
    const auto all = names_;
    for (const auto& name : all)
        if (const auto base = segment_file(name, "");
            base && *base >= first && (*base < end || *base == first))
            if (!name.ends_with(suffix::log) || *base != first) remove(name);
    for (const auto& name : all)
        if (is_part(name, suffix::index) || is_part(name, suffix::time_index)) {
            const auto final_name = name.substr(0, name.size() - suffix::swap.size());
            remove(name);
            if (names_.contains(final_name)) remove(final_name);
        }
}

void tidying::name_finally(std::string_view part) {
    for (const auto& name : swaps_) {
        if (failed_ || !is_part(name, part)) continue;
        const auto final_name = name.substr(0, name.size() - suffix::swap.size());
        note(files_.rename(join(directory_, name), join(directory_, final_name)));
        names_.erase(name);
        names_.insert(final_name);
    }
}

void tidying::drop_orphans() {
    const auto all = names_;
    for (const auto& name : all)
        if (const auto base = segment_file(name, "");
            base && !names_.contains(file_name(*base, suffix::log)))
            remove(name);
}

} // namespace

std::error_code tidy_folder(file_system& files, const std::string& directory) {
    return tidying(files, directory).run();
}

} // namespace kafka::detail::storage

#include "storage/inspection.hpp"

#include "storage/batch_scan.hpp"
#include "storage/names.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

class inspection {
public:
    inspection(file_system& files, const std::string& folder, bool compacts)
        : files_(files)
        , folder_(folder)
        , compacts_(compacts) {}

    log_inspection run(std::int64_t recovery_point) {
        const auto bases = segments();
        if (!bases.empty()) out_.start_offset = out_.end_offset = bases.front();
        for (const auto base : bases)
            if (out_.trouble.empty()) inspect(base);
        if (out_.trouble.empty() && out_.end_offset < recovery_point)
            out_.trouble = folder_ + " ends at offset " + std::to_string(out_.end_offset) +
                           ", although records up to " + std::to_string(recovery_point) +
                           " had reached the disk";
        return std::move(out_);
    }

private:
    std::vector<std::int64_t> segments() {
        std::vector<std::int64_t> bases;
        const auto entries = files_.list(folder_);
        if (!entries) {
            out_.trouble = entries.error().text;
            return bases;
        }
        for (const auto& e : *entries)
            if (const auto base = offset_of(e.name, suffix::log); base && !e.is_directory)
                bases.push_back(*base);
        std::ranges::sort(bases);
        return bases;
    }

    void inspect(std::int64_t base) {
        const auto path = join(folder_, file_name(base, suffix::log));
        if (base < out_.end_offset || (base > out_.end_offset && !compacts_)) {
            out_.trouble = path + " does not go on where the segment before it ends (offset " +
                           std::to_string(out_.end_offset) + ")";
            return;
        }
        const auto file = files_.open(path, open_mode::read_only);
        if (!file) {
            out_.trouble = file.error().text;
            return;
        }
        out_.bytes += (*file)->size();
        out_.end_offset = base;
        scan(path, **file);
    }

    void scan(const std::string& path, const file& from) {
        batch_scan scan(from, 0, from.size());
        scanned step;
        while ((step = scan.next()) == scanned::batch &&
               scan.header().base_offset >= out_.end_offset)
            out_.end_offset = scan.header().next_offset();
        if (step == scanned::io_error)
            out_.trouble = "cannot read " + path + ": " + scan.error().message();
        else if (step != scanned::end)
            out_.trouble = path + " is not whole from byte " + std::to_string(scan.position()) +
                           " (offset " + std::to_string(out_.end_offset) + ") on";
    }

    file_system& files_;
    const std::string& folder_;
    bool compacts_;
    log_inspection out_;
};

} // namespace

log_inspection inspect_log(file_system& files, const std::string& folder,
                           std::int64_t recovery_point, bool compacts) {
    return inspection(files, folder, compacts).run(recovery_point);
}

} // namespace kafka::detail::storage

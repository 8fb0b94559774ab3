#include "broker/store.hpp"

#include "broker/metadata/metadata_log.hpp"
#include "storage/names.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

// Kafka gives this ending to folders of partitions that its metadata does not know.
constexpr std::string_view stray_ending = "-stray";

std::int64_t lookup(const storage::offset_map& in, const storage::topic_partition& of) {
    const auto found = in.find(of);
    return found == in.end() ? 0 : found->second;
}

bool is_known(const image& metadata, const storage::partition_folder& folder) {
    const auto* topic =
        folder.topic_id ? metadata.find(*folder.topic_id) : metadata.find(folder.of.topic);
    return topic != nullptr && topic->name == folder.of.topic &&
           folder.of.partition < std::ssize(topic->partitions);
}

} // namespace

std::string store::open(std::int32_t node, std::error_code& code) {
    auto opened = storage::directory::open(world_.files, {path_, node, {}});
    if (!opened) {
        code = opened.error().code;
        return opened.error().text;
    }
    directory_ = std::move(*opened);
    directory_id_ = uuid::from_string(directory_->meta().directory_id).value_or(uuid{});
    for (auto [name, to] : {std::pair{storage::checkpoint::recovery_points, &recovery_points_},
                            {storage::checkpoint::start_offsets, &start_offsets_},
                            {storage::checkpoint::cleaned, &cleaned_}}) {
        auto read = directory_->read_checkpoint(name);
        if (!read) return read.error().text;
        *to = std::move(*read);
    }
    for (auto& path : directory_->doomed()) doomed_.push_back({std::move(path), 0});
    return {};
}

std::string store::sort_out(const image& metadata, const std::vector<uuid>& removed) {
    const auto folders = directory_->partitions();
    if (!folders) return folders.error().text;
    for (const auto& folder : *folders) {
        if (folder.of.topic == "__cluster_metadata" || is_known(metadata, folder)) continue;
        if (folder.topic_id && std::ranges::find(removed, *folder.topic_id) != removed.end())
            retire({folder.of.topic, *folder.topic_id, folder.of.partition}, 0);
        else
            keep_stray(folder);
    }
    return {};
}

void store::keep_stray(const storage::partition_folder& folder) {
    const auto to = folder.path + "." + to_string(uuid::random()) + std::string(stray_ending);
    const auto error = world_.files.rename(folder.path, to);
    world_.log_line("the folder " + folder.path + " belongs to no topic; " +
                    (error ? "it cannot be renamed: " + error.message() : "it is kept as " + to));
}

storage::log_settings store::settings_for(const storage::topic_partition& of, std::string folder,
                                          const storage::log_config& config) const {
    storage::log_settings out;
    out.directory = std::move(folder);
    out.config = config;
    out.start_offset = lookup(start_offsets_, of);
    out.recovery_point = lookup(recovery_points_, of);
    out.cleaned_to = lookup(cleaned_, of);
    out.clean = directory_->was_clean();
    out.now = world_.time.wall().time_since_epoch().count();
    return out;
}

std::unique_ptr<storage::log> store::open(const partition_name& name, const topic_config& config) {
    const storage::topic_partition of{name.topic, name.index};
    const auto folder = directory_->make_partition(of, name.topic_id);
    if (!folder) {
        world_.log_line(folder.error().text);
        return nullptr;
    }
    auto log = storage::log::open(
        world_.files,
        settings_for(of, folder->path, to_log_config(config, producer_expiration_ms_)));
    if (!log) {
        world_.log_line(log.error().text);
        return nullptr;
    }
    if (const auto& report = (*log)->report(); report.torn_bytes > 0)
        world_.log_line("partition " + storage::directory_name(of) + ": " +
                        std::to_string(report.torn_bytes) + " bytes after offset " +
                        std::to_string(report.torn_from) +
                        " were not whole and are not in the log any more");
    return std::move(*log);
}

std::int64_t store::cleaned_to(const partition_name& of) const {
    return lookup(cleaned_, {of.topic, of.index});
}

void store::set_cleaned_to(const partition_name& of, std::int64_t offset) {
    cleaned_[{of.topic, of.index}] = offset;
}

void store::retire(const partition_name& name, std::int64_t delay_ms) {
    const storage::topic_partition of{name.topic, name.index};
    recovery_points_.erase(of);
    start_offsets_.erase(of);
    cleaned_.erase(of);
    auto path = directory_->doom_partition(of);
    if (path)
        doomed_.push_back({std::move(*path), delay_ms});
    else
        world_.log_line(path.error().text);
}

} // namespace kafka::detail::broker

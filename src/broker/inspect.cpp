#include "broker/inspect.hpp"

#include "broker/metadata/copies.hpp"
#include "broker/metadata/image.hpp"
#include "broker/metadata/levels.hpp"
#include "broker/metadata/read_metadata.hpp"
#include "storage/inspection.hpp"
#include "storage/meta_properties.hpp"
#include "storage/names.hpp"
#include "storage/offset_checkpoint.hpp"
#include "storage/text_file.hpp"

#include <algorithm>

namespace kafka::detail::broker {

namespace {

using storage::join;

class directory_inspection {
public:
    directory_inspection(storage::file_system& files, const std::string& directory)
        : files_(files)
        , directory_(directory) {}

    storage::failure run() {
        if (auto why = read_owner(); why.code) return why;
        check_is_stopped();
        const auto apply = [this](wire::bytes v) { return metadata_.apply(v) && copies_.apply(v); };
        if (!read_metadata(files_, directory_, apply)) {
            trouble("The metadata log in " + join(directory_, "__cluster_metadata-0") +
                    " cannot be read. Restore the folder from a copy.");
            return {};
        }
        for (const auto& node : {std::string(), std::to_string(out_.node_id)})
            for (const auto& [name, value] : metadata_.node_settings(node))
                out_.settings[name] = value;
        check_level();
        check_partitions();
        check_folders();
        return {};
    }
    kafka::broker::inspection take() { return std::move(out_); }

private:
    void trouble(std::string words) { out_.troubles.push_back(std::move(words)); }

    storage::failure read_owner() {
        const auto path = join(directory_, "meta.properties");
        const auto text = storage::read_text(files_, path);
        if (!text) return text.error();
        if (!*text)
            return {storage::errc::not_a_data_directory,
                    directory_ + " is no data directory: it has no meta.properties"};
        const auto meta = storage::parse_meta_properties(**text, path);
        if (!meta) return meta.error();
        out_.cluster_id = meta->cluster_id;
        out_.node_id = meta->node_id;
        directory_id_ = uuid::from_string(meta->directory_id).value_or(uuid{});
        return {};
    }

    void check_is_stopped() {
        const auto lock = join(directory_, ".lock");
        if (files_.exists(lock))
            if (const auto held = files_.lock(lock);
                !held && held.error().code == storage::errc::in_use)
                return trouble("A broker is running on " + directory_ + ". Stop it first.");
        if (!files_.exists(join(directory_, ".kafka_cleanshutdown")))
            trouble("It was not stopped in order. Let this broker put it in order: kafka broker "
                    "start --data " +
                    directory_ + ", then Ctrl-C.");
    }

    void check_level() {
        out_.metadata_version = metadata_.feature(metadata_version);
        if (out_.metadata_version > newest_metadata_version)
            trouble("metadata.version " + std::to_string(out_.metadata_version) +
                    " is of a newer Kafka than 4.1. Use the Kafka that wrote it.");
    }

    storage::offset_map read_checkpoint(const char* name) {
        auto found = storage::read_offset_checkpoint(files_, join(directory_, name));
        if (found) return std::move(*found);
        trouble(found.error().text);
        return {};
    }

    /// As the topic says, or else all topics.
    bool is_compacted(const setting_values& of) const {
        const auto says = [](const auto& settings, const char* name) {
            const auto found = settings.find(name);
            return found == settings.end() ? std::string() : found->second;
        };
        auto policy = says(of, "cleanup.policy");
        if (policy.empty()) policy = says(out_.settings, "log.cleanup.policy");
        return policy.find("compact") != policy.npos;
    }

    void check_partitions() {
        const auto points = read_checkpoint(storage::checkpoint::recovery_points);
        // What was compacted once, for settings that a directory does not hold, has gaps for ever.
        const auto cleaned = read_checkpoint(storage::checkpoint::cleaned);
        const auto elsewhere = copies_.why_not_here(
            {[this](std::int32_t id) { return id == out_.node_id; }, directory_id_});
        if (!elsewhere.empty()) trouble(elsewhere);
        for (const auto& [name, topic] : metadata_.topics()) {
            auto& found = out_.topics.emplace_back();
            found.name = name;
            found.partitions = static_cast<std::int32_t>(topic->partitions.size());
            const bool compacts = is_compacted(topic->settings);
            for (std::int32_t p = 0; p < found.partitions; ++p)
                check_partition({name, p}, compacts || cleaned.contains({name, p}), points, found);
        }
    }

    void check_partition(const storage::topic_partition& of, bool compacts,
                         const storage::offset_map& points, kafka::broker::inspected_topic& found) {
        const auto folder = join(directory_, storage::directory_name(of));
        if (!files_.exists(folder)) // Kafka makes it anew, so it must have been empty
            return;
        const auto point = points.find(of);
        const auto log = storage::inspect_log(files_, folder,
                                              point == points.end() ? 0 : point->second, compacts);
        if (!log.trouble.empty())
            trouble(log.trouble + ". Start this broker on it once, which keeps what is whole, or "
                                  "restore it from a copy.");
        found.records += log.end_offset - log.start_offset;
        found.bytes += log.bytes;
    }

    /// Kafka does not start where a folder is no partition's.
    void check_folders() {
        const auto entries = files_.list(directory_);
        if (!entries) return trouble(entries.error().text);
        for (const auto& e : *entries) {
            const bool is_kafkas = e.name.ends_with(storage::suffix::deleted_directory) ||
                                   e.name.ends_with("-stray") || e.name.ends_with("-future");
            if (e.is_directory && !is_kafkas && !storage::partition_of(e.name))
                trouble("The folder " + join(directory_, e.name) +
                        " is no partition's: Kafka does not start where it is. Move it away.");
        }
    }

    storage::file_system& files_;
    const std::string& directory_;
    uuid directory_id_;
    image metadata_;
    copies copies_;
    kafka::broker::inspection out_;
};

} // namespace

storage::result<kafka::broker::inspection> inspect(storage::file_system& files,
                                                   const std::string& directory) {
    directory_inspection look(files, directory);
    if (auto why = look.run(); why.code) return why;
    return look.take();
}

} // namespace kafka::detail::broker

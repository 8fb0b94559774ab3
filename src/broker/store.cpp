#include "broker/store.hpp"

#include "storage/names.hpp"

namespace kafka::detail::broker {

std::string store::open(std::int32_t) {
    cluster_id_ = to_string(uuid::random());
    directory_id_ = uuid::random();
    if (!world_.files.exists(path_))
        if (const auto e = world_.files.make_directory(path_)) return path_ + ": " + e.message();
    return {};
}

storage::log_settings store::settings_for(std::string folder, const storage::log_config& config) {
    storage::log_settings out;
    out.directory = std::move(folder);
    out.config = config;
    out.now = world_.time.wall().time_since_epoch().count();
    return out;
}

std::string store::make_folder(const partition_name& name) {
    auto folder = storage::join(path_, storage::directory_name({name.topic, name.index}));
    if (world_.files.exists(folder)) return folder;
    world_.files.make_directory(folder);
    world_.files.sync_directory(path_);
    return folder;
}

std::unique_ptr<storage::log> store::open(const partition_name& name, const topic_config& config) {
    const auto settings =
        settings_for(make_folder(name), to_log_config(config, producer_expiration_ms_));
    auto log = storage::log::open(world_.files, settings);
    if (log) return std::move(*log);
    world_.log_line(log.error().text);
    return nullptr;
}

void store::retire(const partition_name&, std::unique_ptr<storage::log>, std::int64_t) {}

} // namespace kafka::detail::broker

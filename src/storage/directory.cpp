#include "storage/directory.hpp"

#include "storage/partition_metadata.hpp"
#include "storage/text_file.hpp"

#include <algorithm>

namespace kafka::detail::storage {

namespace {

constexpr std::string_view lock_name = ".lock";
constexpr std::string_view meta_name = "meta.properties";
constexpr std::string_view clean_name = ".kafka_cleanshutdown";
// Kafka reads no more of it than that it is there, and the epoch if it has one to compare.
constexpr std::string_view clean_content = R"({"version":0,"brokerEpoch":-1})";
constexpr std::size_t longest_name = 255;

std::error_code make_directories(file_system& files, const std::string& path) {
    if (path.empty() || files.exists(path)) return {};
    const auto slash = path.rfind('/');
    const auto parent = slash == std::string::npos ? std::string() : path.substr(0, slash);
    if (const auto failed = make_directories(files, parent)) return failed;
    if (const auto failed = files.make_directory(path)) return failed;
    if (slash == 0) return files.sync_directory("/");
    return files.sync_directory(parent.empty() ? "." : parent);
}

std::string without_slash(std::string path) {
    while (path.size() > 1 && path.back() == '/') path.pop_back();
    return path;
}

// 32 hexadecimal digits, as Kafka has them in the names of folders to be deleted.
std::string hexadecimal(const uuid& id) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string out;
    for (const auto b : id.bytes) {
        out += digits[std::to_integer<unsigned>(b) >> 4];
        out += digits[std::to_integer<unsigned>(b) & 15];
    }
    return out;
}

} // namespace

result<std::unique_ptr<directory>> directory::open(file_system& files,
                                                   directory_settings settings) {
    settings.path = without_slash(std::move(settings.path));
    std::unique_ptr<directory> opened(new directory(files, std::move(settings)));
    for (const auto step :
         {&directory::make_and_lock, &directory::read_meta, &directory::take_clean_mark})
        if (auto failed = (opened.get()->*step)(); failed.code) return failed;
    return opened;
}

failure directory::cannot(const char* what, std::error_code why) const {
    return {why, std::string("cannot ") + what + " the data directory " + settings_.path + ": " +
                     why.message() + ".\nRun as its owner, or choose another directory."};
}

failure directory::make_and_lock() {
    if (const auto failed = make_directories(files_, settings_.path)) return cannot("make", failed);
    auto lock = files_.lock(in(lock_name));
    if (!lock && lock.error().code == errc::in_use)
        return {errc::in_use, "the data directory " + settings_.path +
                                  " is in use by another process (a broker or Apache "
                                  "Kafka).\nStop that one, or choose another directory."};
    if (!lock) return cannot("write to", lock.error().code);
    lock_ = std::move(*lock);
    return {};
}

failure directory::read_meta() {
    const auto text = read_text(files_, in(meta_name));
    if (!text) return text.error();
    if (!*text) return format();
    auto meta = parse_meta_properties(**text, in(meta_name));
    if (!meta) return meta.error();
    meta_ = std::move(*meta);
    if (meta_.node_id != settings_.node_id)
        return {errc::not_a_data_directory,
                "the data directory " + settings_.path + " belongs to node " +
                    std::to_string(meta_.node_id) + ", and this is node " +
                    std::to_string(settings_.node_id) +
                    ".\nSet node.id to that of the directory, or choose another directory."};
    if (!meta_.directory_id.empty()) return {};
    meta_.directory_id = to_string(uuid::random());
    const auto failed = write_atomically(files_, in(meta_name), to_text(meta_));
    return failed ? cannot("write to", failed) : failure{};
}

failure directory::format() {
    const auto entries = files_.list(settings_.path);
    if (!entries) return entries.error();
    const auto strange = std::ranges::find_if(*entries, [](const auto& e) {
        return e.name != lock_name && e.name != std::string(meta_name) + ".tmp";
    });
    if (strange != entries->end())
        return {errc::not_a_data_directory,
                settings_.path + " holds files (" + strange->name +
                    "), but no meta.properties: it is not a data directory.\nChoose an empty or "
                    "a new directory, or restore meta.properties."};
    meta_ = {settings_.cluster_id, settings_.node_id, to_string(uuid::random())};
    if (meta_.cluster_id.empty()) meta_.cluster_id = to_string(uuid::random());
    fresh_ = true;
    const auto failed = write_atomically(files_, in(meta_name), to_text(meta_));
    return failed ? cannot("write to", failed) : failure{};
}

// Before anything is written: should we be killed, the next start must scan. After a kill the sync
// is for the folders of partitions, too, which may have been made just before it.
failure directory::take_clean_mark() {
    clean_ = fresh_ || files_.exists(in(clean_name));
    if (fresh_) return {};
    if (clean_)
        if (const auto failed = files_.remove(in(clean_name))) return cannot("write to", failed);
    if (const auto failed = files_.sync_directory(settings_.path))
        return cannot("write to", failed);
    return {};
}

std::string directory::path_of(const topic_partition& of) const { return in(directory_name(of)); }

result<std::vector<partition_folder>> directory::partitions() {
    const auto entries = files_.list(settings_.path);
    if (!entries) return entries.error();
    std::vector<partition_folder> found;
    for (const auto& e : *entries) {
        auto of = partition_of(e.name);
        if (!e.is_directory || !of) continue;
        auto id = read_topic_id(files_, in(e.name));
        if (!id) return id.error();
        found.push_back({std::move(*of), in(e.name), *id});
    }
    std::ranges::sort(found, {}, &partition_folder::of);
    return found;
}

result<partition_folder> directory::make_partition(const topic_partition& of,
                                                   const uuid& topic_id) {
    const auto path = path_of(of);
    const auto fail = [&](std::error_code why) {
        return failure{why, "cannot make the folder " + path + ": " + why.message()};
    };
    const bool is_new = !files_.exists(path);
    if (is_new)
        if (const auto failed = files_.make_directory(path)) return fail(failed);
    const auto known = read_topic_id(files_, path);
    if (!known) return known.error();
    if (*known && **known != topic_id)
        return failure{errc::not_a_data_directory,
                       path + " belongs to another topic of that name, with the id " +
                           to_string(**known)};
    if (!*known)
        if (const auto failed = write_topic_id(files_, path, topic_id)) return fail(failed);
    // What was there when we started has been synced then.
    if (is_new)
        if (const auto failed = files_.sync_directory(settings_.path)) return fail(failed);
    return partition_folder{of, path, topic_id};
}

result<std::string> directory::doom_partition(const topic_partition& of) {
    auto ending = '.' + hexadecimal(uuid::random()) + std::string(suffix::deleted_directory);
    auto name = directory_name(of);
    name.resize(std::min(name.size(), longest_name - ending.size()));
    const auto to = in(name + ending);
    auto failed = files_.rename(path_of(of), to);
    if (!failed) failed = files_.sync_directory(settings_.path);
    if (failed) return failure{failed, "cannot remove " + path_of(of) + ": " + failed.message()};
    return to;
}

std::vector<std::string> directory::doomed() {
    std::vector<std::string> found;
    if (const auto entries = files_.list(settings_.path))
        for (const auto& e : *entries)
            if (e.is_directory && e.name.ends_with(suffix::deleted_directory))
                found.push_back(in(e.name));
    return found;
}

result<offset_map> directory::read_checkpoint(const char* name) {
    return read_offset_checkpoint(files_, in(name));
}

std::error_code directory::write_checkpoint(const char* name, const offset_map& offsets) {
    return write_atomically(files_, in(name), to_text(offsets));
}

std::error_code directory::mark_clean() {
    return write_atomically(files_, in(clean_name), clean_content);
}

} // namespace kafka::detail::storage

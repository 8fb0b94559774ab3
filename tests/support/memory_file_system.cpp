#include "support/memory_file_system.hpp"

#include <algorithm>

namespace kafka::testing {

namespace storage = detail::storage;

namespace {

std::error_code system(std::errc e) { return std::make_error_code(e); }

storage::failure cannot(const char* what, const std::string& path, std::error_code why) {
    return {why, std::string("cannot ") + what + " " + path + ": " + why.message()};
}

std::uint64_t bytes_below(const memory_directory& d) {
    std::uint64_t sum = 0;
    for (const auto& [name, e] : d.entries())
        sum += e.file ? e.file->bytes().size() : bytes_below(*e.directory);
    return sum;
}

class memory_lock final : public storage::file_lock {
public:
    memory_lock(std::set<std::string>& locked, std::string path)
        : locked_(locked)
        , path_(std::move(path)) {}
    ~memory_lock() override { locked_.erase(path_); }

private:
    std::set<std::string>& locked_;
    std::string path_;
};

} // namespace

class memory_file final : public storage::file {
public:
    memory_file(memory_file_system& disk, std::string path, std::shared_ptr<memory_inode> inode)
        : disk_(disk)
        , path_(std::move(path))
        , inode_(std::move(inode)) {}

    storage::read_count read_at(std::uint64_t position, std::span<std::byte> to) const override {
        const std::scoped_lock lock(disk_.mutex_);
        if (const auto e = disk_.injected(disk_operation::read, path_)) return {e, 0};
        return {{}, inode_->read(position, to)};
    }

    std::error_code write_at(std::uint64_t position,
                             std::span<const storage::bytes> pieces) override {
        const std::scoped_lock lock(disk_.mutex_);
        if (const auto e = disk_.injected(disk_operation::write, path_)) {
            write_some(position, pieces);
            return e;
        }
        for (auto piece : pieces) {
            const auto room = disk_.free_bytes(path_);
            const auto grown =
                position + piece.size() > size() ? position + piece.size() - size() : 0;
            const auto fits = grown <= room ? piece.size() : piece.size() - (grown - room);
            inode_->write(position, piece.first(fits));
            if (fits < piece.size()) return system(std::errc::no_space_on_device);
            position += piece.size();
        }
        return {};
    }

    std::error_code truncate(std::uint64_t size) override {
        const std::scoped_lock lock(disk_.mutex_);
        if (const auto e = disk_.injected(disk_operation::truncate, path_)) return e;
        inode_->truncate(size);
        return {};
    }

    std::error_code sync() override {
        const std::scoped_lock lock(disk_.mutex_);
        if (const auto e = disk_.injected(disk_operation::sync, path_)) return e;
        ++disk_.syncs;
        inode_->sync();
        return {};
    }

    std::uint64_t size() const override {
        const std::scoped_lock lock(disk_.mutex_);
        return inode_->bytes().size();
    }

    int descriptor() const override { return -1; }

private:
    // How much is drawn from the position, so that a test does the same each time.
    void write_some(std::uint64_t position, std::span<const storage::bytes> pieces) {
        std::size_t total = 0;
        for (const auto piece : pieces) total += piece.size();
        auto some = std::minstd_rand(static_cast<unsigned>(position) + 1)() % (total + 1);
        for (const auto piece : pieces) {
            const auto part = piece.first(std::min<std::size_t>(some, piece.size()));
            if (!part.empty()) inode_->write(position, part);
            position += part.size();
            some -= part.size();
        }
    }

    memory_file_system& disk_;
    std::string path_;
    std::shared_ptr<memory_inode> inode_;
};

std::error_code memory_file_system::injected(disk_operation operation,
                                             const std::string& path) const {
    return fault ? fault(operation, path) : std::error_code{};
}

memory_file_system::place memory_file_system::find(const std::string& path) {
    auto* directory = &root_;
    std::size_t begin = 1;
    for (auto slash = path.find('/', begin); slash != std::string::npos;
         begin = slash + 1, slash = path.find('/', begin)) {
        auto* below = directory->find(path.substr(begin, slash - begin));
        if (below == nullptr || !below->directory) return {};
        directory = below->directory.get();
    }
    const auto name = path.substr(begin);
    return {directory, name, directory->find(name)};
}

storage::result<storage::file_pointer> memory_file_system::open(const std::string& path,
                                                                open_mode mode) {
    const std::scoped_lock lock(mutex_);
    if (const auto e = injected(disk_operation::open, path)) return cannot("open", path, e);
    auto at = find(path);
    if (at.directory == nullptr || (at.entry == nullptr && mode != open_mode::create))
        return cannot("open", path, system(std::errc::no_such_file_or_directory));
    if (at.entry != nullptr && mode == open_mode::create)
        return cannot("create", path, system(std::errc::file_exists));
    if (mode == open_mode::create) {
        if (free_bytes(path) == 0)
            return cannot("create", path, system(std::errc::no_space_on_device));
        at.directory->add(at.name, {std::make_shared<memory_inode>(), nullptr, now_ms});
        at.entry = at.directory->find(at.name);
    }
    if (!at.entry->file) return cannot("open", path, system(std::errc::is_a_directory));
    return storage::file_pointer(std::make_shared<memory_file>(*this, path, at.entry->file));
}

storage::result<std::vector<storage::directory_entry>>
memory_file_system::list(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    if (const auto e = injected(disk_operation::list, path)) return cannot("list", path, e);
    const auto* directory = &root_;
    if (path != "/") {
        const auto at = find(path);
        if (at.entry == nullptr || !at.entry->directory)
            return cannot("list", path, system(std::errc::no_such_file_or_directory));
        directory = at.entry->directory.get();
    }
    std::vector<storage::directory_entry> found;
    for (const auto& [name, e] : directory->entries())
        found.push_back(
            {name, e.directory != nullptr, e.file ? e.file->bytes().size() : 0,
             std::chrono::system_clock::time_point(std::chrono::milliseconds(e.modified_ms))});
    return found;
}

bool memory_file_system::exists(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    return path == "/" || find(path).entry != nullptr;
}

std::error_code memory_file_system::rename(const std::string& from, const std::string& to) {
    const std::scoped_lock lock(mutex_);
    if (const auto e = injected(disk_operation::rename, from)) return e;
    const auto source = find(from);
    const auto target = find(to);
    if (source.entry == nullptr || target.directory == nullptr)
        return system(std::errc::no_such_file_or_directory);
    if (source.directory == target.directory)
        source.directory->rename(source.name, target.name);
    else
        source.directory->move_to(*target.directory, source.name, target.name);
    return {};
}

std::error_code memory_file_system::remove(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    if (const auto e = injected(disk_operation::remove, path)) return e;
    const auto at = find(path);
    if (at.entry == nullptr) return system(std::errc::no_such_file_or_directory);
    if (!at.entry->file) return system(std::errc::is_a_directory);
    at.directory->remove(at.name);
    return {};
}

std::error_code memory_file_system::make_directory(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    if (const auto e = injected(disk_operation::make, path)) return e;
    const auto at = find(path);
    if (at.directory == nullptr) return system(std::errc::no_such_file_or_directory);
    if (at.entry != nullptr) return system(std::errc::file_exists);
    at.directory->add(at.name, {nullptr, std::make_shared<memory_directory>(), now_ms});
    return {};
}

std::error_code memory_file_system::remove_directory(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    if (const auto e = injected(disk_operation::remove, path)) return e;
    const auto at = find(path);
    if (at.entry == nullptr || !at.entry->directory)
        return system(std::errc::no_such_file_or_directory);
    if (!at.entry->directory->entries().empty()) return system(std::errc::directory_not_empty);
    at.directory->remove(at.name);
    return {};
}

std::error_code memory_file_system::sync_directory(const std::string& path) {
    const std::scoped_lock lock(mutex_);
    if (const auto e = injected(disk_operation::sync, path)) return e;
    ++syncs;
    if (path == "/") return root_.sync(), std::error_code{};
    const auto at = find(path);
    if (at.entry == nullptr || !at.entry->directory)
        return system(std::errc::no_such_file_or_directory);
    at.entry->directory->sync();
    return {};
}

storage::result<std::unique_ptr<storage::file_lock>>
memory_file_system::lock(const std::string& path) {
    if (!exists(path))
        if (auto made = open(path, open_mode::create); !made) return made.error();
    if (!locked_.insert(path).second)
        return storage::failure{storage::errc::in_use, path + " is locked by another process"};
    return std::unique_ptr<storage::file_lock>(std::make_unique<memory_lock>(locked_, path));
}

std::uint64_t memory_file_system::used() const { return bytes_below(root_); }

std::uint64_t memory_file_system::free_bytes(const std::string&) {
    const auto taken = used();
    return capacity > taken ? capacity - taken : 0;
}

void memory_file_system::lose_power(std::uint64_t seed, std::size_t sector) {
    std::mt19937_64 chance(seed);
    root_.lose_power(chance, sector);
}

content memory_file_system::read(const std::string& path) {
    const auto at = find(path);
    return at.entry != nullptr && at.entry->file ? at.entry->file->bytes() : content{};
}

std::string memory_file_system::text(const std::string& path) {
    const auto all = read(path);
    return {reinterpret_cast<const char*>(all.data()), all.size()};
}

void memory_file_system::replace(const std::string& path, const content& with) {
    if (!exists(path)) (void)open(path, open_mode::create);
    auto& inode = *find(path).entry->file;
    inode.truncate(0);
    inode.write(0, with);
    inode.sync();
}

std::vector<std::string> memory_file_system::names(const std::string& directory) {
    std::vector<std::string> out;
    const auto found = list(directory);
    if (found)
        for (const auto& e : *found) out.push_back(e.name);
    return out;
}

} // namespace kafka::testing

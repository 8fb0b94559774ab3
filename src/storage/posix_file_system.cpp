#include "storage/posix_file_system.hpp"

#include "storage/posix_file.hpp"

#include <filesystem>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace kafka::detail::storage {

namespace {

std::error_code outcome(int returned) { return returned == 0 ? std::error_code{} : last_error(); }

failure cannot(const char* what, const std::string& path) {
    const auto code = last_error();
    return {code, std::string("cannot ") + what + " " + path + ": " + code.message()};
}

int flags_of(open_mode mode) {
    switch (mode) {
    case open_mode::read_only:
        return O_RDONLY;
    case open_mode::read_write:
        return O_RDWR;
    case open_mode::create:
        return O_RDWR | O_CREAT | O_EXCL;
    }
    return O_RDONLY;
}

std::chrono::system_clock::time_point modified(const struct stat& s) {
    using namespace std::chrono;
    return system_clock::time_point(duration_cast<system_clock::duration>(
        seconds(s.st_mtim.tv_sec) + nanoseconds(s.st_mtim.tv_nsec)));
}

// A lock of the open file description: unlike the classic kind it also excludes a second broker in
// this process, and closing another descriptor of the file does not drop it. Both kinds exclude
// each other, so a JVM, which takes the classic kind, is kept out and keeps us out.
class posix_lock final : public file_lock {
public:
    explicit posix_lock(int descriptor) : descriptor_(descriptor) {}
    ~posix_lock() override { ::close(descriptor_); }
    posix_lock(const posix_lock&) = delete;
    posix_lock& operator=(const posix_lock&) = delete;

private:
    int descriptor_;
};

} // namespace

result<file_pointer> posix_file_system::open(const std::string& path, open_mode mode) {
    const int descriptor = ::open(path.c_str(), flags_of(mode) | O_CLOEXEC, 0600);
    if (descriptor < 0) return cannot(mode == open_mode::create ? "create" : "open", path);
    return file_pointer(std::make_shared<posix_file>(descriptor));
}

result<std::vector<directory_entry>> posix_file_system::list(const std::string& path) {
    std::error_code error;
    std::vector<directory_entry> found;
    std::filesystem::directory_iterator at(path, error);
    for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
        struct stat s {};
        if (::stat(at->path().c_str(), &s) != 0) continue; // removed meanwhile
        found.push_back({at->path().filename().string(), S_ISDIR(s.st_mode),
                         static_cast<std::uint64_t>(s.st_size), modified(s)});
    }
    if (error) return failure{error, "cannot list " + path + ": " + error.message()};
    return found;
}

bool posix_file_system::exists(const std::string& path) {
    return ::access(path.c_str(), F_OK) == 0;
}

std::error_code posix_file_system::rename(const std::string& from, const std::string& to) {
    return outcome(::rename(from.c_str(), to.c_str()));
}

std::error_code posix_file_system::remove(const std::string& path) {
    return outcome(::unlink(path.c_str()));
}

std::error_code posix_file_system::make_directory(const std::string& path) {
    return outcome(::mkdir(path.c_str(), 0700));
}

std::error_code posix_file_system::remove_directory(const std::string& path) {
    return outcome(::rmdir(path.c_str()));
}

std::error_code posix_file_system::sync_directory(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return last_error();
    const auto done = outcome(::fsync(descriptor));
    ::close(descriptor);
    return done;
}

result<std::unique_ptr<file_lock>> posix_file_system::lock(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return cannot("open", path);
    struct flock whole {};
    whole.l_type = F_WRLCK;
    whole.l_whence = SEEK_SET;
    if (::fcntl(descriptor, F_OFD_SETLK, &whole) == 0)
        return std::unique_ptr<file_lock>(std::make_unique<posix_lock>(descriptor));
    const bool taken = errno == EACCES || errno == EAGAIN;
    auto why = taken ? failure{errc::in_use, path + " is locked by another process"}
                     : cannot("lock", path);
    ::close(descriptor);
    return why;
}

std::uint64_t posix_file_system::free_bytes(const std::string& path) {
    struct statvfs s {};
    if (::statvfs(path.c_str(), &s) != 0) return 0;
    return std::uint64_t{s.f_bavail} * s.f_frsize;
}

} // namespace kafka::detail::storage

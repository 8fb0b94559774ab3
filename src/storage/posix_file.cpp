#include "storage/posix_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace kafka::detail::storage {

namespace {

constexpr std::size_t most_pieces = 256; // per system call; the kernel's own limit is 1024

using vectors = std::array<iovec, most_pieces>;

// Fills `to` from the pieces, skipping `done` bytes of the first one; returns how many it used.
std::size_t fill(vectors& to, std::span<const bytes> pieces, std::size_t done) {
    const auto n = std::min(pieces.size(), most_pieces);
    for (std::size_t i = 0; i < n; ++i) {
        const auto piece = i == 0 ? pieces[i].subspan(done) : pieces[i];
        // pwritev takes a pointer to non-const for the sake of preadv; it does not write there.
        to[i] = {const_cast<std::byte*>(piece.data()), piece.size()};
    }
    return n;
}

} // namespace

std::error_code last_error() { return {errno, std::system_category()}; }

posix_file::~posix_file() { ::close(descriptor_); }

read_count posix_file::read_at(std::uint64_t position, std::span<std::byte> to) const {
    std::size_t done = 0;
    while (done < to.size()) {
        const auto n = ::pread(descriptor_, to.data() + done, to.size() - done,
                               static_cast<off_t>(position + done));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return {last_error(), done};
        if (n == 0) break;
        done += static_cast<std::size_t>(n);
    }
    return {{}, done};
}

std::error_code posix_file::write_at(std::uint64_t position, std::span<const bytes> pieces) {
    std::size_t done = 0; // of the first piece
    vectors to;
    while (!pieces.empty()) {
        const auto count = fill(to, pieces, done);
        const auto n = ::pwritev(descriptor_, to.data(), static_cast<int>(count),
                                 static_cast<off_t>(position));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return last_error();
        position += static_cast<std::uint64_t>(n);
        done += static_cast<std::size_t>(n);
        while (!pieces.empty() && done >= pieces.front().size()) {
            done -= pieces.front().size();
            pieces = pieces.subspan(1);
        }
    }
    return {};
}

std::error_code posix_file::truncate(std::uint64_t size) {
    return ::ftruncate(descriptor_, static_cast<off_t>(size)) == 0 ? std::error_code{}
                                                                   : last_error();
}

std::error_code posix_file::sync() {
    return ::fdatasync(descriptor_) == 0 ? std::error_code{} : last_error();
}

std::uint64_t posix_file::size() const {
    struct stat s {};
    return ::fstat(descriptor_, &s) == 0 ? static_cast<std::uint64_t>(s.st_size) : 0;
}

} // namespace kafka::detail::storage

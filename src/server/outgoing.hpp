// Puts answers on their way without copying them: memory in gathered writes, files by sendfile.
#pragma once

#include "server/replies.hpp"
#include "server/sink.hpp"

#include <sys/uio.h>

#include <array>
#include <system_error>

namespace kafka::detail::server {

class outgoing {
public:
    explicit outgoing(replies& from) : from_(from) {}

    enum class state {
        drained,     // everything that was ready has left
        blocked,     // the socket takes no more for now
        paused,      // a large answer has had its turn; call again
        broken,      // the socket failed, see `error`
        file_shrank, // the answer cannot be completed: the connection must end
    };
    /// Writes what `from` has ready until the socket is full. `progress` counts the bytes taken.
    state write_to(sink& to);

    std::error_code error() const { return error_; }
    std::uint64_t progress() const { return progress_; }

private:
    static constexpr std::size_t most_pieces = 64;
    /// After this much one connection lets the others have their turn.
    static constexpr std::size_t turn = std::size_t{8} << 20;
    using pieces = std::array<iovec, most_pieces>;

    /// The memory at the cursor up to the next file; `files_follow` when one comes right after it.
    std::size_t gather(pieces& out, bool& files_follow) const;
    const wire::file_slice* file_at_cursor() const;
    state write_memory(sink& to, std::size_t& written);
    state write_file(sink& to, const wire::file_slice& slice, std::size_t& written);
    state failed();
    void advance(std::uint64_t n);

    replies& from_;
    std::size_t part_ = 0;   // of the first ready answer
    std::uint64_t used_ = 0; // bytes of that part
    std::uint64_t progress_ = 0;
    std::error_code error_;
};

} // namespace kafka::detail::server

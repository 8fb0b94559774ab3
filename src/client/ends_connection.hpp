// Ends a connection that nobody wants any more.
#pragma once

#include "client/io_loop.hpp"
#include "client/process.hpp"
#include "net/connection.hpp"

#include <kafka/error.hpp>

namespace kafka::detail::client {

/// A connection reads until it is closed: whoever has it holds one of these, too. The last holder
/// may go on any thread, and at any time.
class ends_connection {
public:
    ends_connection(const std::shared_ptr<io_loop>& io, std::shared_ptr<net::connection> of)
        : io_(io)
        , of_(std::move(of)) {}
    ends_connection(const ends_connection&) = delete;
    ends_connection& operator=(const ends_connection&) = delete;
    ~ends_connection() {
        if (generation_ != process_generation()) return; // forked: the parent's thread is not here
        if (const auto io = io_.lock())
            io->post_from_anywhere([c = std::move(of_)] {
                c->close({errc::closed, c->name(), {}});
            });
    }

private:
    std::weak_ptr<io_loop> io_;
    std::shared_ptr<net::connection> of_;
    std::uint64_t generation_ = process_generation();
};

} // namespace kafka::detail::client

#include "client/farewell.hpp"

namespace kafka::detail::client {

void say_farewell(const runtime::implementation& on, const std::shared_ptr<group_loop>& loop,
                  bool has_begun, const context* ctx) {
    if (!has_begun) return on.post([loop] { loop->close(); });
    if (ctx == nullptr || on.refuse_to_block())
        return on.post([loop] {
            asio::co_spawn(loop->io(), loop->leave(longest_farewell),
                           [loop](std::exception_ptr) { loop->close(); });
        });
    const auto leave = [loop](trail&) -> net::awaitable<outcome<nothing>> {
        co_await loop->leave(longest_farewell);
        co_return nothing{};
    };
    static_cast<void>(block_on<nothing>(on, *ctx, "close", leave));
    on.post([loop] { loop->close(); });
}

} // namespace kafka::detail::client

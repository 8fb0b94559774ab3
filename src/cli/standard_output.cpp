#include "cli/standard_output.hpp"

#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace kafka::detail::cli {

void standard_output::flush() {
    std::string_view rest = buffer_;
    while (!rest.empty() && !closed_) {
        const auto n = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (n >= 0)
            rest.remove_prefix(static_cast<std::size_t>(n));
        else if (errno != EINTR)
            closed_ = true;
    }
    buffer_.clear();
}

} // namespace kafka::detail::cli

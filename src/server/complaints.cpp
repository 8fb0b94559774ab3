#include "server/complaints.hpp"

namespace kafka::detail::server {

void complaints::about(const std::string& line, time_point now) {
    if (now - begun_ >= period) {
        begun_ = now;
        written_ = 0;
    }
    if (written_ == lines_of_a_period) {
        ++silenced_;
        return;
    }
    ++written_;
    write_(line);
    if (silenced_ == 0) return;
    write_("(" + std::to_string(silenced_) + " more lines of this kind were left out)");
    silenced_ = 0;
}

} // namespace kafka::detail::server

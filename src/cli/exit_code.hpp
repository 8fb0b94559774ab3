// What the kafka command's exit codes mean (classic names know only 0 and 1).
#pragma once

namespace kafka::detail::cli {

enum exit_code : int {
    done = 0,
    failed = 1,
    wrong_usage = 2,
    not_found = 3,
    conflict = 4,
    not_authorised = 5,
    unreachable = 6,
    partly_done = 7,
    interrupted = 130,
    terminated = 143,
};

} // namespace kafka::detail::cli

// How a command says that it failed: at most three short lines, and an exit code that scripts can
// tell apart.
#pragma once

#include "cli/exit_code.hpp"

#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace kafka::detail::cli {

/// Thrown by a command; main prints "error: ..." and, when there is one, "hint: ...".
class failure : public std::runtime_error {
public:
    failure(exit_code code, const std::string& what, std::string hint = {})
        : std::runtime_error(what)
        , code_(code)
        , hint_(std::move(hint)) {}

    exit_code code() const { return code_; }
    const std::string& hint() const { return hint_; }

private:
    exit_code code_;
    std::string hint_;
};

/// The exit code that fits an error of the library.
exit_code exit_code_of(const std::error_code& error);

/// Runs `body`, prints what it throws, returns the exit code.
int run_guarded(int (*body)(const std::vector<std::string>&), const std::vector<std::string>& args);

/// The candidate that is nearest to `word`, for "did you mean"; empty when none is near.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

} // namespace kafka::detail::cli

// Why a server could not be made, in words that need nothing added.
#pragma once

#include <kafka/error.hpp>

namespace kafka::detail::server {

/// kafka::error whose `what` is the text alone: the operating system's words are in it where they
/// help.
class start_failure final : public error {
public:
    start_failure(std::error_code code, std::string text)
        : error(code, text)
        , text_(std::move(text)) {}
    const char* what() const noexcept override { return text_.c_str(); }

private:
    std::string text_;
};

} // namespace kafka::detail::server

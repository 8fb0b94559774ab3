// Lines of standard input, in large reads. The last one may lack its newline; "\r\n" counts as one.
#pragma once

#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace kafka::detail::cli {

class line_reader {
public:
    /// A stop ends a wait for input, as Ctrl-C does where a person types.
    explicit line_reader(int descriptor, char delimiter = '\n', std::stop_token stop = {});
    ~line_reader();
    line_reader(const line_reader&) = delete;
    line_reader& operator=(const line_reader&) = delete;

    /// Empty at the end of input, and after a stop. The view is valid until the next call.
    std::optional<std::string_view> next();
    /// Of the line that `next` returned last, counted from 1.
    std::size_t number() const { return number_; }

private:
    bool wait_for_input() const;
    bool fill();
    std::string_view take(std::size_t length);

    int descriptor_;
    char delimiter_;
    std::stop_token stop_;
    int stopped_ = -1; // an eventfd, readable after a stop
    std::string buffer_;
    std::size_t start_ = 0;
    std::size_t number_ = 0;
    bool ended_ = false;
};

} // namespace kafka::detail::cli

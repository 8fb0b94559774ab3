// Lines of standard input, in large reads. The last one may lack its newline; "\r\n" counts as one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kafka::detail::cli {

class line_reader {
public:
    explicit line_reader(int descriptor, char delimiter = '\n')
        : descriptor_(descriptor)
        , delimiter_(delimiter) {}

    /// Empty at the end of input. The view is valid until the next call.
    std::optional<std::string_view> next();
    /// Of the line that `next` returned last, counted from 1.
    std::size_t number() const { return number_; }

private:
    bool fill();
    std::string_view take(std::size_t length);

    int descriptor_;
    char delimiter_;
    std::string buffer_;
    std::size_t start_ = 0;
    std::size_t number_ = 0;
    bool ended_ = false;
};

} // namespace kafka::detail::cli

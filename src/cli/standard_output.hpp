// Standard output in large writes, which notices that the reader of a pipe has gone.
#pragma once

#include <string>

namespace kafka::detail::cli {

class standard_output {
public:
    ~standard_output() { flush(); }

    /// Append to it; `flush_if_large` afterwards.
    std::string& buffer() { return buffer_; }
    void flush_if_large() {
        if (buffer_.size() >= large) flush();
    }
    void flush();
    /// Nobody reads any more: stop quietly. A closed pipe is success.
    bool closed() const { return closed_; }

private:
    static constexpr std::size_t large = 64 * 1024;
    std::string buffer_;
    bool closed_ = false;
};

} // namespace kafka::detail::cli

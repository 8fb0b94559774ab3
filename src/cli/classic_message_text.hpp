// How the console consumer prints a message: Kafka's DefaultMessageFormatter and its print.*
// properties.
#pragma once

#include <kafka/message.hpp>

#include <map>
#include <string>

namespace kafka::detail::cli {

class classic_message_text {
public:
    explicit classic_message_text(const std::map<std::string, std::string>& properties);

    /// Appends the fields that are switched on, in Kafka's order, and the line separator.
    void print(const message& m, std::string& out) const;

private:
    void print_headers(const message& m, std::string& out) const;
    void print_bytes(bytes_view bytes, std::string& out) const;

    bool key_, value_, timestamp_, offset_, partition_, headers_;
    std::string key_separator_, line_separator_, headers_separator_, null_literal_;
};

} // namespace kafka::detail::cli

// What an operation of the client ends with: a value, or a failure that can be told to a person.
#pragma once

#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace kafka::detail::cluster {

/// What failed, to what, and why. Blocking calls turn it into kafka::error. The code's message is
/// not part of `what`: it is added wherever the failure is told.
struct failure {
    std::error_code code;
    std::string what = {};                // "fetch from localhost:9092 (node 1): ..."
    std::vector<std::string> causes = {}; // what led to it, oldest last

    bool is(std::error_condition asked) const { return code == asked; }
    /// The whole story in one line.
    std::string text() const {
        return what.empty() ? code.message() : what + ": " + code.message();
    }
};

inline failure fail(std::error_code code, std::string_view what) {
    return {code, std::string(what)};
}

/// The value or the failure. A function that cannot give a value yields outcome<nothing>.
struct nothing {};

template <class T>
class [[nodiscard]] outcome {
public:
    outcome() = default;
    outcome(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    outcome(failure f) : content_(std::in_place_index<1>, std::move(f)) {}

    explicit operator bool() const { return content_.index() == 0; }
    T& operator*() { return *std::get_if<0>(&content_); }
    const T& operator*() const { return *std::get_if<0>(&content_); }
    T* operator->() { return std::get_if<0>(&content_); }
    const T* operator->() const { return std::get_if<0>(&content_); }
    failure& error() { return *std::get_if<1>(&content_); }
    const failure& error() const { return *std::get_if<1>(&content_); }

private:
    std::variant<T, failure> content_;
};

} // namespace kafka::detail::cluster

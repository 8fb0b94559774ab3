// A value, or why there is none.
#pragma once

#include "storage/errc.hpp"

#include <utility>
#include <variant>

namespace kafka::detail::storage {

template <class T>
class [[nodiscard]] result {
public:
    result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    result(failure why) : state_(std::in_place_index<1>, std::move(why)) {}

    explicit operator bool() const { return state_.index() == 0; }
    T& operator*() { return *std::get_if<0>(&state_); }
    const T& operator*() const { return *std::get_if<0>(&state_); }
    T* operator->() { return std::get_if<0>(&state_); }
    const T* operator->() const { return std::get_if<0>(&state_); }
    const failure& error() const { return *std::get_if<1>(&state_); }

private:
    std::variant<T, failure> state_;
};

} // namespace kafka::detail::storage
